// Asks the server. Every refusal becomes an ApiError whose `code` texts.js explains.

// A page of another site cannot send this header.
const OURS = { "X-Clerk": "workspace" };

export class ApiError extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { ...options, headers: { ...OURS, ...options.headers } });
  } catch {
    throw new ApiError("network");
  }
  const told = await response.json().catch(() => ({ error: `http_${response.status}` }));
  if (!response.ok) throw new ApiError(told.error ?? `http_${response.status}`);
  return told;
}

// Without `user`: who is here. With: which channels they read, too.
export const describe = (user = null) =>
  ask(user === null ? "/api/workspace" : `/api/workspace?${new URLSearchParams({ as: user })}`);

export function history(channel, user, before = null) {
  const query = new URLSearchParams({ as: user });
  if (before !== null) query.set("before", before);
  return ask(`/api/channels/${channel}/messages?${query}`);
}

const tell = (path, told) =>
  ask(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(told),
  });

export const say = (channel, saying) => tell(`/api/channels/${channel}/messages`, saying);

export const press = (pressing) => tell("/api/presses", pressing);

export const submit = (submission) => tell("/api/submissions", submission);

// `page` is a view of the backlog and how many entries come before: "all:0".
export function backlog(user, language, page) {
  const [view, offset] = page.split(":");
  return ask(`/api/backlog?${new URLSearchParams({ as: user, language, view, offset })}`);
}

// `again`: the page asks by itself for what it shows already.
export function review(user, language, value, again) {
  const query = new URLSearchParams({ as: user, language });
  if (again) query.set("again", "1");
  return ask(`/api/reviews/${encodeURIComponent(value)}?${query}`);
}

export const fileUrl = (file, user) =>
  `/api/files/${encodeURIComponent(file)}?${new URLSearchParams({ as: user })}`;

// Sends one file; of one that is larger than `limit` only so much that Clerk sees it is too large.
export function drop(channel, facts, file, limit, { onProgress, signal }) {
  const form = new FormData();
  form.append("facts", JSON.stringify({ ...facts, name: file.name, size: file.size, kind: file.type }));
  form.append("file", file.size > limit ? file.slice(0, limit + 1) : file, "file");
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/channels/${channel}/drops`);
    for (const [name, value] of Object.entries(OURS)) request.setRequestHeader(name, value);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => onProgress(event.loaded / event.total));
    request.addEventListener("load", () => {
      if (request.status === 201) resolve(request.response);
      else reject(new ApiError(request.response?.error ?? `http_${request.status}`));
    });
    request.addEventListener("error", () => reject(new ApiError("network")));
    request.addEventListener("abort", () => reject(new ApiError("cancelled")));
    signal.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}
