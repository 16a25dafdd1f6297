"use strict";
(() => {
  // Filters that need no server. Their state stands in the address ("#f:relation=conflict&q=dam"),
  // so that a link keeps it; the anchors of claims and statements stay plain.
  const form = document.getElementById("filters");
  const claims = Array.from(document.querySelectorAll(".claim"), (element) => ({
    element,
    relation: element.dataset.relation,
    facet: new Set(element.dataset.facets.split(" ")),
    source: new Set(element.dataset.sources.split(" ")),
    language: new Set(element.dataset.languages.split(" ")),
    row: null,
    words: null,
  }));
  const rows = new Map(
    Array.from(document.querySelectorAll("tr[data-claim]"), (row) => [row.dataset.claim, row]),
  );
  for (const claim of claims) claim.row = rows.get(claim.element.id.slice("claim-".length)) || null;
  const groups = Array.from(document.querySelectorAll(".kind, .alone"), (element) => ({
    element,
    claims: claims.filter((claim) => element.contains(claim.element)),
    wasOpen: null,
  }));
  // What an article or a verdict says, not the words of links and folds.
  const SEARCHED = ".kicker, .title, .facts, bdi, blockquote, q, .voice > :not(a)";
  const PREFIX = "#f:";
  const fold = (text) => text.normalize("NFC").toLowerCase();

  function asked() {
    const state = new URLSearchParams();
    if (!form) return state;
    for (const box of form.querySelectorAll("[name=relation]:checked")) {
      state.append("relation", box.value);
    }
    for (const field of form.querySelectorAll("select, [name=q]")) {
      const value = field.value.trim();
      if (value) state.set(field.name, value);
    }
    return state;
  }

  function passes(claim, state, words) {
    const relations = state.getAll("relation");
    if (relations.length && !relations.includes(claim.relation)) return false;
    for (const name of ["facet", "source", "language"]) {
      if (state.has(name) && !claim[name].has(state.get(name))) return false;
    }
    if (!words.length) return true;
    claim.words ??= fold(
      Array.from(claim.element.querySelectorAll(SEARCHED), (part) => part.textContent).join(" "),
    );
    return words.every((word) => claim.words.includes(word));
  }

  function apply() {
    const state = asked();
    const words = fold(state.get("q") || "").split(/\s+/).filter(Boolean);
    const isAny = String(state) !== "";
    let number = 0;
    for (const claim of claims) {
      const isShown = passes(claim, state, words);
      claim.element.hidden = !isShown;
      if (claim.row) claim.row.hidden = !isShown;
      number += isShown ? 1 : 0;
    }
    for (const group of groups) {
      group.element.hidden = group.claims.every((claim) => claim.element.hidden);
      if (group.element.tagName !== "DETAILS") continue;
      if (isAny && group.wasOpen === null) {
        group.wasOpen = group.element.open;
        group.element.open = true;
      } else if (!isAny && group.wasOpen !== null) {
        group.element.open = group.wasOpen;
        group.wasOpen = null;
      }
    }
    document.getElementById("count").textContent = isAny
      ? `${number} of ${claims.length} claims`
      : `${claims.length} claims`;
    return state;
  }

  function keep(state) {
    const here = location.href.split("#")[0];
    history.replaceState(null, "", String(state) ? here + PREFIX + state : here);
  }

  function restore() {
    const state = new URLSearchParams(location.hash.slice(PREFIX.length));
    for (const box of form.querySelectorAll("[name=relation]")) {
      box.checked = state.getAll("relation").includes(box.value);
    }
    for (const field of form.querySelectorAll("select, [name=q]")) {
      field.value = state.get(field.name) || "";
      if (field.selectedIndex === -1) field.value = "";  // no such source any more
    }
    apply();
  }

  function clear() {
    form.reset();
    keep(apply());
  }

  // Shows what the address points at, also where it is folded or filtered away, and moves the
  // focus there: the next tab goes on from it.
  function arrive() {
    if (location.hash.startsWith(PREFIX)) {
      if (form) restore();
      return;
    }
    let id = "";
    try {
      id = decodeURIComponent(location.hash.slice(1));
    } catch {
      return;
    }
    const target = id ? document.getElementById(id) : null;
    if (!target) return;
    const hidden = target.closest("[hidden]");
    if (hidden && form) {
      form.reset();
      apply();
    }
    let isMoved = Boolean(hidden);
    for (let fold = target; (fold = fold.parentElement?.closest("details")); ) {
      isMoved ||= !fold.open;
      fold.open = true;
    }
    if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    if (isMoved) target.scrollIntoView();
  }

  function step(by) {
    const visible = claims.map((claim) => claim.element).filter((element) => element.offsetParent);
    if (!visible.length) return;
    const here = document.activeElement?.closest(".claim");
    let place = visible.indexOf(here) + by;
    if (!here || !visible.includes(here)) {
      place = visible.findIndex((element) => element.getBoundingClientRect().bottom > 0);
      if (by < 0) place -= 1;
    }
    const next = visible[Math.max(0, Math.min(visible.length - 1, place))];
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
    next.scrollIntoView();
  }

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const isTyping = event.target.closest?.("input[type=search], select, textarea");
    if (isTyping) {
      if (event.key === "Escape" && event.target.name === "q") event.target.blur();
      return;
    }
    if (!document.getElementById("keys").checked) return;
    if (event.key === "/") {
      document.getElementById("f-q").focus();
      event.preventDefault();
    } else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
  }

  if (form) {
    let waiting = 0;
    form.hidden = false;
    document.documentElement.classList.add("filtered");
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => {
      if (event.target.id === "keys") return;
      clearTimeout(waiting);
      waiting = setTimeout(() => keep(apply()), event.target.name === "q" ? 120 : 0);
    });
    document.getElementById("clear").addEventListener("click", clear);
    addEventListener("keydown", onKey);
    apply();
  }
  addEventListener("hashchange", arrive);
  arrive();
})();
