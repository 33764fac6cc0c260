// Renews parts of a page that say so: data-refresh names the address, data-every the seconds. Marks what goes on beyond
// its right edge, and brings the menu's present page into sight. Nothing else is done here.
"use strict";
const wide = ".scroll, .drawn, .menu ul";
const mark = (each) => each.toggleAttribute("data-more", each.scrollLeft + each.clientWidth < each.scrollWidth - 1);
const markAll = () => document.querySelectorAll(wide).forEach(mark);
document.addEventListener("scroll", (event) => { if (event.target.matches?.(wide)) mark(event.target); }, true);
addEventListener("resize", markAll);
document.querySelector(".menu [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
markAll();
for (const part of document.querySelectorAll("[data-refresh]")) {
  const renew = async () => {
    if (document.hidden || part.contains(document.activeElement)) return;
    try {
      const answer = await fetch(part.dataset.refresh, { headers: { "X-Kopilka-Refresh": "1" }, redirect: "manual" });
      if (answer.type === "opaqueredirect" || answer.status === 403) location.reload(); // signed out meanwhile
      else if (answer.ok) part.innerHTML = await answer.text();
      markAll();
      const then = part.querySelector("[data-then]"); // what was waited for is there
      if (then) location.replace(then.dataset.then);
    } catch {
      part.dataset.stale = "1"; // the server is away; the table keeps its time
    }
  };
  setInterval(renew, 1000 * Number(part.dataset.every));
}
