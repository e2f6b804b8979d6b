/** `make("button", { class: "quiet", onclick }, "发送")`: an element; words become text, never markup. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== undefined && value !== false) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

/** A form of one line that calls `send` with what was typed and is empty again once it has worked. */
export function line(placeholder, label, send) {
  const input = make("input", { placeholder, "aria-label": placeholder, autocomplete: "off" });
  const submit = async (event) => {
    event.preventDefault();
    if (input.value.trim() === "") return;
    await send(input.value);
    input.value = "";
  };
  return make("form", { onsubmit: submit }, input, make("button", {}, label));
}

const time = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai",
  month: "numeric",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});
export const timeOf = (iso) => time.format(new Date(iso));

/** Puts bubbles into a chat and keeps its end in view unless somebody has scrolled up. */
export function fill(chat, bubbles) {
  const isAtEnd = chat.scrollHeight - chat.scrollTop - chat.clientHeight < 60;
  const toEnd = () => {
    if (isAtEnd) chat.scrollTop = chat.scrollHeight;
  };
  chat.replaceChildren(...bubbles);
  for (const image of chat.querySelectorAll("img")) image.addEventListener("load", toEnd);
  toEnd();
}
