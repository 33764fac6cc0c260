// Renews parts of a page that say so: data-refresh names the address, data-every the seconds. Nothing else is done here.
"use strict";
for (const part of document.querySelectorAll("[data-refresh]")) {
  const renew = async () => {
    if (document.hidden || part.contains(document.activeElement)) return;
    try {
      const answer = await fetch(part.dataset.refresh, { headers: { "X-Kopilka-Refresh": "1" }, redirect: "manual" });
      if (answer.type === "opaqueredirect" || answer.status === 403) location.reload(); // signed out meanwhile
      else if (answer.ok) part.innerHTML = await answer.text();
      const then = part.querySelector("[data-then]"); // what was waited for is there
      if (then) location.replace(then.dataset.then);
    } catch {
      part.dataset.stale = "1"; // the server is away; the table keeps its time
    }
  };
  setInterval(renew, 1000 * Number(part.dataset.every));
}
