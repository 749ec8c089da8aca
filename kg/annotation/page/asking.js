// What the page asks of its server, and what it says of that.
const TOKEN = document.querySelector('meta[name="kg-token"]').content;
const said = document.getElementById("said");

export function say(words, bad = false) {
  said.textContent = words;
  said.className = bad ? "bad" : "";
}

async function answer(response) {
  const found = await response.json();
  if (!response.ok) throw new Error(found.error);
  return found;
}

export const get = async (path) => answer(await fetch(path));

export const post = async (path, given) =>
  answer(await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "kg-token": TOKEN },
    body: JSON.stringify(given),
  }));

/** An element with attributes and what is in it. Words are only ever text. */
export function made(name, attributes = {}, ...inside) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...inside.filter((one) => one !== null));
  return element;
}

/** A select with options, each a name or a pair of value and words. */
export function select(attributes, options, value) {
  const found = made("select", attributes, ...options.map((one) => {
    const [told, words] = Array.isArray(one) ? one : [one, one];
    return made("option", { value: told }, words);
  }));
  found.value = value;
  return found;
}
