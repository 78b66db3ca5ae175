/* The page around the check: compares what is shown with what the record says, asks for a digest, tells the verdict. */
(function () {
  "use strict";

  function byId(name) { return document.getElementById(name); }

  function embedded(name) { return JSON.parse(byId(name).textContent); }

  /* The texts that a part of the plan shows, in the order of the page. */
  function leaves(content, languages) {
    if (Array.isArray(content)) {
      return content.reduce(function (found, one) { return found.concat(leaves(one, languages)); }, []);
    }
    if (content === null || typeof content !== "object") { return [String(content)]; }
    var mine = languages.filter(function (one) { return Object.prototype.hasOwnProperty.call(content, one); });
    var others = Object.keys(content).sort().filter(function (one) { return languages.indexOf(one) < 0; });
    return mine.concat(others).map(function (one) { return content[one]; });
  }

  function ofSignature(record, words, place, answers) {
    var act = record.entries[place].payload, shown = [act.organisation, act.post];
    words.languages.forEach(function (language) { shown.push(words.stances[act.stance][language]); });
    if (act.part) { shown.push(act.part); }
    record.openings.forEach(function (one) { if (one.place === place) { shown.push(one.text); } });
    shown.push(act.day);
    words.languages.forEach(function (language) { shown.push(words.ways[act.way][language]); });
    shown.push(String(place + 1));
    [act.scan, act.signed].forEach(function (text) { if (text && text !== record.digest) { shown.push(text); } });
    return act.entered ? shown.concat(ofSheet(record, words, act, answers["/" + place])) : shown;
  }

  function ofSheet(record, words, act, answer) {
    var shown = [act.entered], said = !answer ? "none" : answer.ours ? "confirmed" : "contested";
    words.languages.forEach(function (language) { shown.push(words.answers[said][language]); });
    if (answer) {
      shown.push(String(answer.place + 1));
      record.openings.forEach(function (one) { if (one.place === answer.place) { shown.push(one.text); } });
    }
    return shown;
  }

  function expected(record, words) {
    var plan = record.plan, answers = danaya.answersIn(record.entries), read = function (content) { return leaves(content, words.languages); };
    var shown = read(plan.title).concat([danaya.printed(record.digest), record.digest], read(plan.facts));
    if (plan.history) { shown.push(String(plan.history.length), plan.history.digest); }
    plan.articles.forEach(function (one) { shown = shown.concat([one.name], read(one.heading), read(one.fields)); });
    [true, false].forEach(function (mine) {
      record.entries.forEach(function (entry, place) {
        var act = entry.payload, wanted = act.act === "signature" && (act.plan === record.digest) === mine;
        if (wanted) { shown = shown.concat(ofSignature(record, words, place, answers)); }
      });
    });
    return shown;
  }

  function shownAsSigned(record, words) {
    var shown = document.querySelectorAll("bdi.signed"), wanted = expected(record, words);
    if (shown.length !== wanted.length) { return false; }
    for (var i = 0; i < wanted.length; i++) {
      if (shown[i].textContent !== wanted[i]) { return false; }
    }
    return true;
  }

  function fill(template, values) {
    return template.replace(/\{(\w+)\}/g, function (place, key) {
      return Object.prototype.hasOwnProperty.call(values, key) ? String(values[key]) : place;
    });
  }

  function inWords(check, words, language) {
    var values = {}, key;
    for (key in check.values) { values[key] = check.values[key]; }
    if (values.problem) { values.problem = fill(words.problems[values.problem][language], values.places || {}); }
    values.where = check.changes.slice(0, 12).map(function (change) {
      return (change[1].slice(0, 60) || words.preamble[language]) + " (" + words.changes[change[0]][language] + ")";
    }).concat(check.changes.length > 12 ? ["…"] : []).join(", ");
    return fill(words.checks[check.name][check.code][1][language], values);
  }

  function inLanguages(parent, words, tell) {
    words.languages.forEach(function (language) {
      var line = document.createElement("span");
      line.lang = language;
      line.className = "line";
      line.appendChild(document.createTextNode(tell(language)));
      parent.appendChild(line);
    });
  }

  function headline(outcome, words, tell) {
    var verdict = byId("verdict");
    verdict.className = outcome;
    verdict.textContent = "";
    byId("checks").textContent = "";
    byId("held").textContent = "";
    byId("compared").setAttribute("hidden", "");
    inLanguages(verdict, words, tell);
  }

  /* What was typed comes first, then what does not hold; the rest can be opened. */
  function show(checks, words) {
    var outcomeOf = function (check) { return words.checks[check.name][check.code][0]; };
    var outcomes = checks.map(outcomeOf);
    var outcome = ["fails", "undecided", "partly", "holds"].filter(function (one) { return outcomes.indexOf(one) >= 0; })[0];
    headline(outcome, words, function (language) { return words.headlines[outcome][language]; });
    checks.slice(-1).concat(checks.slice(0, -1)).forEach(function (check) {
      var item = document.createElement("li"), first = check.name === "anchor" || outcomeOf(check) !== "holds";
      item.className = outcomeOf(check);
      inLanguages(item, words, function (language) {
        return words.outcomes[outcomeOf(check)][language] + " – " + inWords(check, words, language);
      });
      byId(first ? "checks" : "held").appendChild(item);
      if (!first) { byId("compared").removeAttribute("hidden"); }
    });
  }

  function unreadable(words) {
    headline("fails", words, function (language) { return words.problems["record-unreadable"][language]; });
  }

  function run(words) {
    try {
      byId("checking").className = byId("typed").value.trim() ? "checked" : "";
      var record = embedded("record"), right = shownAsSigned(record, words);
      var page = {name: "page", code: right ? "holds" : "display-changed", values: {}, changes: []};
      show([page].concat(danaya.verify(record, byId("typed").value)), words);
    } catch (error) {
      unreadable(words);
    }
  }

  function start() {
    var words = embedded("words");
    byId("asking").removeAttribute("hidden");
    byId("no-script").parentNode.removeChild(byId("no-script"));
    byId("check").addEventListener("click", function () { run(words); });
    byId("typed").addEventListener("keydown", function (event) { if (event.keyCode === 13) { run(words); } });
    run(words);
  }

  start();
}());
