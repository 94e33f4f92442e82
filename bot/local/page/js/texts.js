// What the page says, in English and Chinese, and how it writes times and sizes.

import { icon } from "./icons.js";

const EN = {
  skip: "Skip to the message box",
  workspace: "Local workspace",
  skipQueue: "Skip to the queue",
  places: "Queue and channels",
  channels: "Channels",
  restricted: "accounting only",
  queue: "Queue",
  queuePurpose: "Documents that wait for somebody to decide.",
  queueWaiting: "waiting",
  queueViews: "Show",
  queueNone: "Whatever Clerk flags appears here.",
  queueNotLoaded: "This was not loaded: {why}",
  loading: "Loading…",
  opened: "Document",
  closeOpened: "Close the document",
  threadIn: "Thread in {channel}",
  actionsOn: "What can be done: {name}",
  notDone: "Not done: {why}",
  required: "required",
  addLine: "Add a line",
  removeLine: "Remove",
  lineNumber: "Line {number}",
  linesFull: "{limit} lines at most",
  unfinishedDay: "The day is not written out. Write day, month and year.",
  mistakes: (count) => (count === 1 ? "1 thing has to be put right" : `${count} things have to be put right`),
  discardAsk: "Discard what you changed?",
  discard: "Discard",
  keepEditing: "Keep editing",
  actingAs: "Acting as",
  simulated:
    "These people are simulated: you may act as any of them. They can act only on what was dropped here, or kept from the command line.",
  language: "Language",
  openMenu: "Open the menu",
  closeMenu: "Close the menu",
  earlier: "Show earlier threads",
  messages: "Messages",
  replies: "Messages of the thread",
  uploads: "Files on their way",
  thread: "Thread",
  closeThread: "Close the thread",
  openThread: "Open the thread of {name}",
  reply: "Reply",
  repliesCount: (count) => (count === 1 ? "1 reply" : `${count} replies`),
  dropTitle: "Drop to hand it to Clerk in {channel}",
  dropThread: "Drop to hand it to Clerk in this thread",
  dropHint: "Several files at once are fine; a recording and its transcript are read together.",
  dropFolder: "Folders cannot be dropped. Drop the files inside.",
  chooseFiles: "Choose files",
  say: "Message {channel}, or /clerk help",
  sayReply: "Reply in this thread",
  sayLabel: "Message",
  send: "Send",
  you: "you",
  clerk: "Clerk",
  app: "App",
  privately: "Only you can see this",
  forgotten: "The file was removed.",
  retracted: "This message was removed.",
  removedTitle: "Removed file",
  live: "Live",
  connecting: "Connecting…",
  reconnecting: "Connection lost. Trying again…",
  unconnected: "Not connected",
  uploading: "Uploading",
  waiting: "Waiting",
  finishing: "Handing it over…",
  cancel: "Cancel",
  dismiss: "Dismiss",
  uploaded: "{name} was handed to Clerk.",
  failed: "{name} was not handed over: {why}",
  notSent: "Not sent: {why}",
  notSentThere: "A message in {channel} was not sent and is kept there as a draft: {why}",
  notLoaded: "The messages were not loaded: {why}",
  tryAgain: "Try again",
  copy: "Copy",
  copied: "Copied",
  notCopied: "Not copied: the browser refuses it",
  download: "Download",
  newWindow: " (opens in a new window)",
  openPicture: "Open {name} at full size",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  fit: "Fit to the window",
  close: "Close",
  picture: "Picture at full size",
  tableOf: "Table: {name}",
  today: "Today",
  yesterday: "Yesterday",
  pasted: "Pasted {time}",
  tones: { good: "Good", bad: "Needs attention", busy: "Working", plain: "" },
  roles: { employee: "Employee", accountant: "Accountant", admin: "Administrator" },
  purposes: {
    invoices: "Drop invoices, receipts, contracts and recordings; Clerk answers in the thread.",
    general: "Everything else. Clerk listens here as well.",
    accounting: "What waits for a decision. Only accounting reads here.",
    direct: "Between you and Clerk: nobody else reads here.",
  },
  empty: {
    title: "Drop an invoice, a contract or a recording here",
    lead: "Clerk answers in a thread. Of a document: the fields, a picture that shows where each value stands, and the JSON. Of a recording, or its transcript: what was said and shown, and when.",
    kinds: ["PDF", "OFD", "E-invoice XML", "JPG", "PNG", "WebP", "HEIC", "TIFF", "MP4", "MOV", "WebM", "MKV", "M4A", "MP3", "WAV", "VTT", "SRT"],
    limit: "Up to {limit} a file, {recording} a recording. You can also paste a picture.",
    help: "Or type /clerk help to see what Clerk does.",
  },
  errors: {
    network: "Clerk did not answer. Is it still running?",
    disk_full: "Clerk's disk could not keep the file.",
    bad_upload: "the upload was broken off. Try again.",
    unknown_thread: "the thread is not there any more.",
    unknown_message: "the message is not there any more.",
    unknown_button: "this card is out of date. Reload the page.",
    busy: "Clerk is busy. Try again in a moment.",
    other: "Clerk could not do that ({code}).",
  },
};

const ZH = {
  skip: "跳到输入框",
  workspace: "本地工作区",
  skipQueue: "跳到待审队列",
  places: "队列和频道",
  channels: "频道",
  restricted: "仅限财务",
  queue: "待审队列",
  queuePurpose: "等待审核的文件。",
  queueWaiting: "份等待审核",
  queueViews: "显示",
  queueNone: "Clerk 标记的文件会出现在这里。",
  queueNotLoaded: "未能加载：{why}",
  loading: "正在加载…",
  opened: "文件",
  closeOpened: "关闭文件",
  threadIn: "{channel} 中的话题",
  actionsOn: "可执行的操作：{name}",
  notDone: "未执行：{why}",
  required: "必填",
  addLine: "添加一行",
  removeLine: "删除",
  lineNumber: "第 {number} 行",
  linesFull: "最多 {limit} 行",
  unfinishedDay: "日期不完整，请填写年、月、日。",
  mistakes: (count) => `有 ${count} 处需要更正`,
  discardAsk: "放弃所做的更改？",
  discard: "放弃",
  keepEditing: "继续编辑",
  actingAs: "当前身份",
  simulated: "这些人员都是模拟的，您可以切换为其中任何一位。他们只能处理在此处上传的文件，以及由命令行读取并保存的文件。",
  language: "语言",
  openMenu: "打开菜单",
  closeMenu: "关闭菜单",
  earlier: "显示更早的话题",
  messages: "消息",
  replies: "话题中的消息",
  uploads: "正在上传的文件",
  thread: "话题",
  closeThread: "关闭话题",
  openThread: "打开 {name} 的话题",
  reply: "回复",
  repliesCount: (count) => `${count} 条回复`,
  dropTitle: "松开鼠标，交给 {channel} 中的 Clerk",
  dropThread: "松开鼠标，交给此话题中的 Clerk",
  dropHint: "可以一次放入多个文件；录制文件和对应的文字记录会一并处理。",
  dropFolder: "不能上传文件夹，请放入其中的文件。",
  chooseFiles: "选择文件",
  say: "在 {channel} 中发言，或输入 /clerk help",
  sayReply: "在此话题中回复",
  sayLabel: "消息",
  send: "发送",
  you: "您",
  clerk: "Clerk",
  app: "应用",
  privately: "仅您可见",
  forgotten: "文件已被删除。",
  retracted: "此消息已被删除。",
  removedTitle: "已删除的文件",
  live: "实时连接",
  connecting: "正在连接…",
  reconnecting: "连接已断开，正在重试…",
  unconnected: "未连接",
  uploading: "正在上传",
  waiting: "等待中",
  finishing: "正在移交…",
  cancel: "取消",
  dismiss: "关闭",
  uploaded: "{name} 已交给 Clerk。",
  failed: "{name} 未能提交：{why}",
  notSent: "未发送：{why}",
  notSentThere: "{channel} 中的一条消息未发送，已在该处保存为草稿：{why}",
  notLoaded: "消息未能加载：{why}",
  tryAgain: "重试",
  copy: "复制",
  copied: "已复制",
  notCopied: "未能复制：浏览器不允许",
  download: "下载",
  newWindow: "（在新窗口中打开）",
  openPicture: "查看 {name} 的原图",
  zoomIn: "放大",
  zoomOut: "缩小",
  fit: "适应窗口",
  close: "关闭",
  picture: "原图",
  tableOf: "表格：{name}",
  today: "今天",
  yesterday: "昨天",
  pasted: "粘贴 {time}",
  tones: { good: "正常", bad: "需要处理", busy: "处理中", plain: "" },
  roles: { employee: "员工", accountant: "会计", admin: "管理员" },
  purposes: {
    invoices: "放入发票、收据、合同和会议录制文件，Clerk 会在话题中回复。",
    general: "其他事务。Clerk 也在这里。",
    accounting: "等待审核的文件。仅财务人员可见。",
    direct: "您与 Clerk 之间的对话，仅您可见。",
  },
  empty: {
    title: "把发票、合同或会议录制文件拖到这里",
    lead: "Clerk 会在话题中回复。票据和合同：各项内容、标明每个数值位置的图片，以及 JSON。录制文件或文字记录：说了什么、展示了什么，以及各自的时间。",
    kinds: ["PDF", "OFD", "电子发票 XML", "JPG", "PNG", "WebP", "HEIC", "TIFF", "MP4", "MOV", "WebM", "MKV", "M4A", "MP3", "WAV", "VTT", "SRT"],
    limit: "每个文件最大 {limit}，录制文件最大 {recording}。也可以直接粘贴图片。",
    help: "或者输入 /clerk help，了解 Clerk 能做什么。",
  },
  errors: {
    network: "Clerk 没有响应，它还在运行吗？",
    disk_full: "Clerk 的磁盘无法保存该文件。",
    bad_upload: "上传中断，请重试。",
    unknown_thread: "该话题已不存在。",
    unknown_message: "该消息已不存在。",
    unknown_button: "此卡片已过期，请重新加载页面。",
    busy: "Clerk 正忙，请稍后重试。",
    other: "Clerk 无法完成此操作（{code}）。",
  },
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

// Where Clerk speaks with one person alone; the workspace names such channels so.
export const isDirect = (channel) => channel.startsWith("direct-");

// What people call a channel.
export const channelName = (channel) => (isDirect(channel) ? "Clerk" : `#${channel}`);

// t("say", { channel: "#general" }), t("empty.title")
export function t(key, values = {}) {
  const found = key.split(".").reduce((from, step) => from?.[step], language === "zh" ? ZH : EN);
  if (typeof found !== "string") return found;
  return found.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

export function explain(error) {
  return t(`errors.${error.code}`) ?? t("errors.other", { code: error.code ?? error.name });
}

// Fills in the fixed texts of `index.html`.
export function translatePage() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  for (const one of document.querySelectorAll("[data-text]")) one.textContent = t(one.dataset.text);
  for (const one of document.querySelectorAll("[data-label]")) {
    one.setAttribute("aria-label", t(one.dataset.label));
  }
  for (const one of document.querySelectorAll("[data-icon]:empty")) {
    one.append(icon(one.dataset.icon));
  }
}

const locale = () => (language === "zh" ? "zh-CN" : "en-GB");

export const timeOf = (moment) =>
  new Intl.DateTimeFormat(locale(), { hour: "2-digit", minute: "2-digit" }).format(moment);

export function dayOf(moment) {
  const days = Math.round((midnight(new Date()) - midnight(moment)) / 86_400_000);
  if (days === 0) return t("today");
  if (days === 1) return t("yesterday");
  return new Intl.DateTimeFormat(locale(), { dateStyle: "long" }).format(moment);
}

const midnight = (moment) =>
  new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();

export function sizeOf(bytes) {
  const [unit, divisor] =
    bytes >= 1e9 ? ["GB", 1e9] : bytes >= 1e6 ? ["MB", 1e6] : bytes >= 1e3 ? ["KB", 1e3] : ["B", 1];
  const figure = bytes / divisor;
  const digits = figure < 10 && divisor >= 1e6 ? 1 : 0;
  return `${new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(figure)} ${unit}`;
}
