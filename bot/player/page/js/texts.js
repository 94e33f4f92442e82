// What the player says, in English and Chinese, and how it writes times and sizes.

const EN = {
  language: "Language",
  loading: "Loading…",
  notYours: "This link opens nothing",
  notYoursWhy:
    "It has run out, was used before, or is somebody else's; or the meeting is not there any more, or you do not read its channel.",
  notYoursHow: "To get a link of your own, go to the thread of the meeting and press “Open player”.",
  failed: "Clerk does not answer now",
  failedWhy: "This may pass. Try again in a moment.",
  tryAgain: "Try again",
  notYet: "This recording was not read yet",
  notYetWhy: "What was said and shown in it appears here once Clerk is done.",
  recording: "Recording",
  notKept: "The recording is not kept any more. Its slides and its transcript remain.",
  neverThere: "There is no recording here, only its transcript.",
  unplayable: "This browser cannot play the recording ({type}).",
  soundOnly: "This browser plays the sound of the recording, and not its picture.",
  save: "Save the recording ({size})",
  slides: "Slides",
  noSlides: "No slides were found.",
  slide: "Slide {number}",
  slideAt: "Slide {number}, from {time}",
  noSlideNow: "No slide is shown at this time.",
  pictureGone: "The pictures of the slides are not kept any more.",
  shown: "Shown",
  previous: "Previous slide",
  next: "Next slide",
  transcript: "Transcript",
  noTranscript: "There is no transcript of this recording.",
  untimed: "The text came without times: they are reckoned.",
  made: { supplied: "As it was supplied", embedded: "From the text track of the recording", recognised: "Transcribed by AI ({who})", spoken: "Written down by AI in the voice room" },
  search: "Search the transcript",
  minutes: "Minutes",
  searchMinutes: "Search the minutes",
  wrote: "AI wrote these minutes ({who}). A program held each statement against the transcript: it knows what was said, not what was meant. Listen where it matters.",
  dated: {
    name: "Held on {day}, as the name of the file says.",
    recording: "Held on {day}, as the recording itself says.",
    arrival: "Dropped on {day}; nothing says when it was held.",
  },
  leftOut: "What the AI told beyond what a report holds was left out: {count}.",
  topics: "Topics",
  untitled: "(title unverified)",
  decisions: "Decisions",
  actions: "Action items",
  questions: "Open questions",
  noneFound: "None was found.",
  nobody: "nobody named",
  due: "due {day}",
  dueSaid: "due {day} (“{words}”)",
  unsaid: "as if said:",
  unverified: "Unverified",
  unverifiedWhy: "AI wrote these too, and not all of it could be found in the transcript. Take none of it for granted.",
  kinds: { topic: "Title of a topic", point: "About a topic", decision: "Decision", action: "Action item", question: "Open question" },
  states: { confirmed: "confirmed by a person", done: "done" },
  edited: "edited",
  earlier: "in an earlier run",
  doubts: {
    no_such_place: "It names no place that there is in the transcript.",
    not_said: "Nobody says the words that it quotes.",
    said_elsewhere: "The words that it quotes are said, but not at the place it names.",
    number: "A number, an amount or a date in it is not said there.",
    name: "A name in it is not said there.",
    owner: "Nothing there says that this person is to do it.",
    due: "Nobody says that it is due then.",
    unsupported: "What is said there is about something else.",
    opposite: "What is said there is the opposite.",
    open: "What is said there is a question or an idea, and nothing is settled.",
    ordered: "What is said there speaks to whoever writes the minutes.",
  },
  hits: (count) => (count === 0 ? "No hits" : count === 1 ? "1 hit" : `${count} hits`),
  hitOf: "{at} of {count}",
  previousHit: "Previous hit",
  nextHit: "Next hit",
  follow: "Follow the recording",
  chapters: "Chapters",
  noChapters: "There are no chapters.",
  noSlide: "No slide",
  people: "People",
  noPeople: "Nobody is named.",
  talk: "{time} · {share} %",
  turns: (count) => (count === 1 ? "spoke once" : `spoke ${count} times`),
  commitments: "Candidate commitments, unverified",
  keys: "Keyboard",
  keysList: [
    ["Space, K", "Play or pause"],
    ["J, L", "10 seconds back, ahead"],
    ["P, N", "Previous, next slide"],
    ["/", "Search the transcript, or the minutes"],
    ["Enter, Shift Enter", "In the search: next, previous hit"],
  ],
};

const ZH = {
  language: "语言",
  loading: "正在加载…",
  notYours: "此链接无法打开",
  notYoursWhy: "链接可能已过期、已被使用，或者属于他人；也可能会议已被删除，或者您无权查看其所在的频道。",
  notYoursHow: "请到该会议所在的话题中，点击“打开播放器”，获取您本人的链接。",
  failed: "Clerk 暂时没有响应",
  failedWhy: "请稍后重试。",
  tryAgain: "重试",
  notYet: "此录制内容尚未处理",
  notYetWhy: "处理完成后，这里会显示发言内容和幻灯片。",
  recording: "录制内容",
  notKept: "录制文件已不再保留，幻灯片和文字记录仍可查看。",
  neverThere: "此处没有录制文件，只有文字记录。",
  unplayable: "此浏览器无法播放该录制文件（{type}）。",
  soundOnly: "此浏览器只能播放该录制文件的声音，无法显示画面。",
  save: "保存录制文件（{size}）",
  slides: "幻灯片",
  noSlides: "未发现幻灯片。",
  slide: "幻灯片 {number}",
  slideAt: "幻灯片 {number}，始于 {time}",
  noSlideNow: "此刻没有显示幻灯片。",
  pictureGone: "幻灯片图片已不再保留。",
  shown: "显示时间",
  previous: "上一张幻灯片",
  next: "下一张幻灯片",
  transcript: "文字记录",
  noTranscript: "此录制内容没有文字记录。",
  untimed: "原文没有时间信息，所示时间为推算。",
  made: { supplied: "由用户提供", embedded: "来自录制文件中的字幕", recognised: "由 AI 转写（{who}）", spoken: "由 AI 在语音房间中转写" },
  search: "搜索文字记录",
  minutes: "纪要",
  searchMinutes: "搜索会议纪要",
  wrote: "本纪要由 AI 撰写（{who}），并由程序逐条与文字记录核对：程序只能确认说过什么，不能确认本意，重要内容请听原声。",
  dated: {
    name: "会议日期：{day}（依据文件名）。",
    recording: "会议日期：{day}（依据录制文件自身的信息）。",
    arrival: "上传日期：{day}；没有会议日期的依据。",
  },
  leftOut: "AI 所写内容超出报告容量，已略去 {count} 条。",
  topics: "议题",
  untitled: "（标题未核实）",
  decisions: "决定",
  actions: "待办事项",
  questions: "未决问题",
  noneFound: "未发现。",
  nobody: "未指明",
  due: "截止：{day}",
  dueSaid: "截止：{day}（“{words}”）",
  unsaid: "所称原话：",
  unverified: "未核实",
  unverifiedWhy: "以下内容同样由 AI 撰写，但未能在文字记录中全部找到依据，请勿直接采信。",
  kinds: { topic: "议题标题", point: "议题内容", decision: "决定", action: "待办事项", question: "未决问题" },
  states: { confirmed: "已由人工确认", done: "已完成" },
  edited: "有修改",
  earlier: "先前处理时",
  doubts: {
    no_such_place: "它所指的位置在文字记录中不存在。",
    not_said: "没有人说过它所引用的话。",
    said_elsewhere: "它所引用的话确实说过，但不在所标的位置。",
    number: "其中的数字、金额或日期，该处没有提到。",
    name: "其中的人名，该处没有提到。",
    owner: "该处没有说由此人负责。",
    due: "没有人说过这个截止时间。",
    unsupported: "该处说的是别的事情。",
    opposite: "该处说的恰恰相反。",
    open: "该处只是提问或设想，并未定下来。",
    ordered: "该处的话是对纪要撰写者说的。",
  },
  hits: (count) => (count === 0 ? "没有结果" : `${count} 处结果`),
  hitOf: "{at} / {count}",
  previousHit: "上一处",
  nextHit: "下一处",
  follow: "跟随播放位置",
  chapters: "章节",
  noChapters: "没有章节。",
  noSlide: "无幻灯片",
  people: "发言人",
  noPeople: "没有具名的发言人。",
  talk: "{time} · {share}%",
  turns: (count) => `发言 ${count} 次`,
  commitments: "可能的承诺事项（未经核实）",
  keys: "键盘操作",
  keysList: [
    ["空格、K", "播放或暂停"],
    ["J、L", "后退、前进 10 秒"],
    ["P、N", "上一张、下一张幻灯片"],
    ["/", "搜索文字记录或会议纪要"],
    ["Enter、Shift Enter", "搜索时：下一处、上一处"],
  ],
};

export const LANGUAGES = { en: "English", zh: "中文" };
const KEPT = "clerk.language";

let language = localStorage.getItem(KEPT) ?? (navigator.language.startsWith("zh") ? "zh" : "en");
if (!(language in LANGUAGES)) language = "en";

export const currentLanguage = () => language;

export function setLanguage(chosen) {
  language = chosen;
  localStorage.setItem(KEPT, chosen);
}

export function t(key, values = {}) {
  const found = key.split(".").reduce((from, step) => from?.[step], language === "zh" ? ZH : EN);
  if (typeof found !== "string") return found;
  return found.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

export const locale = () => (language === "zh" ? "zh-CN" : "en-GB");

// 754 is 12:34, 3754 is 1:02:34.
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (figure) => String(figure).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${two(minutes)}:${two(whole % 60)}`;
}

export function sizeOf(bytes) {
  const [unit, divisor] = bytes >= 1e9 ? ["GB", 1e9] : bytes >= 1e6 ? ["MB", 1e6] : ["KB", 1e3];
  const figure = bytes / divisor;
  const digits = figure < 10 ? 1 : 0;
  return `${new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(figure)} ${unit}`;
}

// "2026-11-20" is Fri, 20 Nov 2026; with a time of day, that follows.
export function dueOn({ day, at }) {
  const shape = { weekday: "short", day: "numeric", month: "short", year: "numeric" };
  const said = new Intl.DateTimeFormat(locale(), shape).format(new Date(`${day}T12:00`));
  return at === null ? said : `${said} ${at}`;
}

export const dayOf = (moment) =>
  new Intl.DateTimeFormat(locale(), { dateStyle: "long" }).format(new Date(moment));
