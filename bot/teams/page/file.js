// What opens the file is in the fragment, which no server is sent: it goes into the form, and out
// of the address, so that neither a bookmark nor a screen that is shared keeps it.
const form = document.querySelector("form");

if (form) {
  const token = new URLSearchParams(location.hash.slice(1)).get("k");
  history.replaceState(null, "", location.pathname);
  if (token) {
    form.elements.k.value = token;
    form.querySelector("button").disabled = false;
    form.addEventListener("submit", () => {
      form.querySelector("button").disabled = true;
    });
  } else {
    form.hidden = true;
    document.getElementById("why").hidden = true;
    document.getElementById("gone").hidden = false;
  }
}
