// Which files that come together belong together: a recording and its transcript are one thread.

const RECORDINGS = /\.(mp4|mov|m4v|webm|mkv|m4a|mp3|wav|ogg|opus|flac)$/i;
const TRANSCRIPTS = /\.(vtt|srt|txt)$/i;

// What a file may be of a meeting, as the server tells it too; null: nothing.
export function roleOf(file) {
  if (RECORDINGS.test(file.name)) return "recording";
  if (TRANSCRIPTS.test(file.name)) return "transcript";
  return /^(video|audio)\//.test(file.type) ? "recording" : null;
}

// Meeting programs name a transcript after its recording, and add what it is.
const stemOf = (file) =>
  file.name
    .replace(/\.[^.]*$/, "")
    .replace(/([\s._-]*(transcript|subtitles?|captions?)|[._][a-z]{2}(-[a-z]{2})?)$/i, "")
    .toLowerCase();

// Gives lists of files, a thread each. The transcripts go with the one recording that there is, or
// with that of their name; whatever is of no meeting is a thread of its own.
export function gather(files) {
  const recordings = files.filter((file) => roleOf(file) === "recording");
  const groups = new Map(recordings.map((file) => [file, [file]]));
  for (const file of files) {
    if (groups.has(file)) continue;
    const lead = roleOf(file) === "transcript" ? leadOf(file, recordings) : undefined;
    if (lead === undefined) groups.set(file, [file]);
    else groups.get(lead).push(file);
  }
  // In the order in which they were given.
  return files.filter((file) => groups.has(file)).map((file) => groups.get(file));
}

function leadOf(transcript, recordings) {
  if (recordings.length === 1) return recordings[0];
  return recordings.find((one) => stemOf(one) === stemOf(transcript));
}
