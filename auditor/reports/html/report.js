"use strict";
// The list of findings: filter, search, sort, group. What is asked for stands in the address after "#", so that it can be kept and sent.
// Rows come from the page itself as data and go into it as text, never as markup.
(() => {
  const block = document.getElementById("data");
  if (!block) return;
  const PAGE = 100;
  const data = JSON.parse(block.textContent);
  const [SEVERITY, RULE, SUBJECT, MESSAGE, FILE, OUTCOME, STATUS, CLUSTER, NUMBER, DOCUMENTS] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const words = data.rows.map((row) =>
    [row[0], row[RULE], data.rules[row[RULE]] || "", row[SUBJECT], row[MESSAGE], ...row[DOCUMENTS].map((at) => data.documents[at])]
      .join("\n")
      .toLowerCase(),
  );
  const byFingerprint = new Map(data.rows.map((row, at) => [row[0], at]));
  const fields = ["q", "severity", "outcome", "rule", "status", "sort", "group"].map((id) => document.getElementById(id)).filter(Boolean);
  const [rows, count, next] = ["rows", "count", "next"].map((id) => document.getElementById(id));
  const linked = rows.querySelector(".entry[id]") !== null;
  let found = [];
  let shown = 0;

  const group = {
    cluster: (row) => data.clusters[row[CLUSTER]],
    subject: (row) => row[SUBJECT],
    rule: (row) => `${row[RULE]} ${data.rules[row[RULE]] || ""}`,
    severity: (row) => data.severities[row[SEVERITY]][0],
  };
  const text = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
  const order = {
    subject: (one, other) => text(one[SUBJECT], other[SUBJECT]),
    rule: (one, other) => text(one[RULE], other[RULE]),
    documents: (one, other) => other[NUMBER] - one[NUMBER],
  };

  function element(tag, name, content) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (content) made.textContent = content;
    return made;
  }

  function address(at) {
    const told = !data.told.length || data.told[at];
    return told ? `${data.files[data.rows[at][FILE]]}#f-${data.rows[at][0]}` : "";
  }

  function entry(at) {
    const row = data.rows[at];
    const [severity, sign] = data.severities[row[SEVERITY]];
    const made = element("li", "entry");
    if (linked || !address(at)) made.id = `f-${row[0]}`;
    const tone = element("span", `tone ${severity}`);
    const drawn = element("span", "", sign);
    drawn.setAttribute("aria-hidden", "true");
    tone.append(drawn, ` ${severity}`);
    const said = element("span", "said");
    const link = element(address(at) ? "a" : "span", "", row[MESSAGE]);
    if (address(at)) link.href = address(at);
    said.append(link);
    const number = row[NUMBER];
    const beside = [row[RULE], row[STATUS], `${number} document${number === 1 ? "" : "s"}`, data.outcomes[row[OUTCOME]][1]];
    made.append(tone, " ", said, " ", element("span", "beside", beside.filter(Boolean).join(" · ")));
    return made;
  }

  function asked() {
    return Object.fromEntries(fields.filter((field) => field.value.trim()).map((field) => [field.id, field.value.trim()]));
  }

  function fits(want, at) {
    const row = data.rows[at];
    return (
      (!want.severity || data.severities[row[SEVERITY]][0] === want.severity) &&
      (!want.outcome || data.outcomes[row[OUTCOME]][0] === want.outcome) &&
      (!want.rule || row[RULE] === want.rule) &&
      (!want.status || row[STATUS] === want.status) &&
      want.words.every((word) => words[at].includes(word))
    );
  }

  function search() {
    const want = asked();
    want.words = (want.q || "").toLowerCase().split(/\s+/).filter(Boolean);
    found = [...data.rows.keys()].filter((at) => fits(want, at));
    const sorted = order[want.sort];
    if (sorted) found.sort((one, other) => sorted(data.rows[one], data.rows[other]) || one - other);
    const named = group[want.group];
    if (named) {
      const parts = new Map();
      for (const at of found) {
        const name = named(data.rows[at]);
        if (!parts.has(name)) parts.set(name, []);
        parts.get(name).push(at);
      }
      found = [...parts.values()].flat();
      found.parts = parts;
    }
    shown = 0;
    rows.replaceChildren();
    more();
    const all = data.rows.length;
    count.textContent = found.length === all ? `${all.toLocaleString("en")} findings` : `${found.length.toLocaleString("en")} of ${all.toLocaleString("en")} findings`;
  }

  function more() {
    const named = group[asked().group];
    const last = Math.min(found.length, shown + PAGE);
    let list = rows.lastElementChild;
    let before = shown && named ? named(data.rows[found[shown - 1]]) : null;
    for (; shown < last; shown += 1) {
      const name = named ? named(data.rows[found[shown]]) : null;
      if (!list || list.tagName !== "UL" || name !== before) {
        if (named) rows.append(element("h3", "", `${name} (${found.parts.get(name).length})`));
        list = element("ul", "entries");
        rows.append(list);
        before = name;
      }
      list.append(entry(found[shown]));
    }
    next.hidden = shown >= found.length;
  }

  function keep() {
    const state = new URLSearchParams(asked()).toString();
    history.replaceState(null, "", state ? `#${state}` : "#findings");
  }

  function restore() {
    const hash = location.hash.slice(1);
    if (hash.startsWith("f-")) {
      const at = byFingerprint.get(hash.slice(2));
      if (at !== undefined && linked && address(at)) location.replace(address(at));
      return false;
    }
    if (!hash.includes("=")) return false;
    const state = new URLSearchParams(hash);
    for (const field of fields) {
      field.value = state.get(field.id) || "";
      if (field.selectedIndex === -1) field.value = "";
    }
    return true;
  }

  let waiting = 0;
  for (const field of fields) {
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => { search(); keep(); }, field.id === "q" ? 40 : 0);
    });
  }
  document.getElementById("clear").addEventListener("click", () => {
    for (const field of fields) field.value = "";
    search();
    keep();
  });
  next.firstElementChild.addEventListener("click", () => {
    const from = shown;
    more();
    rows.querySelectorAll(".entry")[from]?.querySelector("a")?.focus();
  });
  for (const link of document.querySelectorAll("[data-filter]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      location.hash = link.dataset.filter;
    });
  }
  window.addEventListener("hashchange", () => {
    if (restore()) {
      search();
      document.getElementById("findings").scrollIntoView();
    }
  });
  document.getElementById("filters").hidden = false;
  const rest = document.getElementById("rest");
  if (rest) rest.hidden = true;
  const kept = restore();
  search();
  const lost = /^#f-([0-9a-f]+)$/.exec(location.hash);
  if (lost && !byFingerprint.has(lost[1])) {
    const mended = "is not in this report: it was mended, put aside, or its documents say something else now.";
    const cut = "is not in this list, which has no room for all; the report for programs, JSON, has what there is.";
    count.textContent = `Finding ${lost[1]} ${data.all ? mended : cut}`;
    count.scrollIntoView();
  }
  if (kept) document.getElementById("findings").scrollIntoView();
})();
