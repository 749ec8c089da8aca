"use strict";
// Facts in the order of time: by their own date, else by when they were published, which is said;
// what has neither comes last.

function timeline(views, place, facts) {
  const { graph } = views;
  const dates = new Map(facts.map((fact) => [fact, graph.date(fact)]));
  const known = facts.filter((fact) => dates.get(fact).iso);
  known.sort((a, b) => compared(dates.get(a).iso, dates.get(b).iso) || a - b);
  const undated = facts.filter((fact) => !dates.get(fact).iso);
  const own = known.filter((fact) => !dates.get(fact).published).length;
  place.append(element("p", "quiet", `${own.toLocaleString("en")} by the date of the event, ${(known.length - own).toLocaleString("en")} by that of the article, ${undated.length.toLocaleString("en")} undated`));
  const list = place.appendChild(element("ol", "timeline"));
  let said = "";
  views.growing(place, [...known, ...undated], (fact) => {
    const { iso, published } = dates.get(fact);
    const item = element("li", `moment ${graph.status(fact)}`);
    const name = iso ? dated(iso) : "Undated";
    if (name !== said) item.append(element("h4", "day", name));
    said = name;
    const entry = element("details", "entry", element("summary", "", isolated(gist(graph, fact)), element("span", "quiet", ` ${standingText(graph, fact)}${iso && published ? " · date of the article" : ""}`)));
    entry.addEventListener("toggle", () => entry.open && entry.children.length === 1 && entry.append(views.card(fact)), { once: true });
    item.append(entry);
    return item;
  }, list);
}
