/* The check of a record, in a browser that has nothing else: plain ECMAScript 5, no network, no cryptography of the browser's own.
   It does what danaya.engines.seals.verifying does, and gives the same checks; tests hold the two together. */
var danaya = (function () {
  "use strict";

  var ALPHABET = "23456789ABCDEFGHJKLMNPQRSTVWXYZ";
  var SIGNS = 30, GROUP = 5, START = new Array(65).join("0");
  var STANCES = ["signed", "adopted", "adopted-with-reservations", "abstained"];
  var LINE_END = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
  var NOT_VISIBLE = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u202a\u202b\u202d\u202e\ufffe\uffff]/;
  var has = function (object, key) { return Object.prototype.hasOwnProperty.call(object, key); };
  var isText = function (value) { return typeof value === "string"; };
  var isMap = function (value) { return value !== null && typeof value === "object" && !Array.isArray(value); };
  var isDigest = function (value) { return isText(value) && /^[0-9a-f]{64}$/.test(value); };

  /* SHA-256, FIPS 180-4. Constants: first 32 bits of the fractional parts of the square (start) and cube (K) roots of primes. */

  var K = [], INITIAL = [];
  (function () {
    var fraction = function (root) { return ((root - Math.floor(root)) * 4294967296) | 0; };
    for (var candidate = 2; K.length < 64; candidate++) {
      var prime = true;
      for (var factor = 2; factor * factor <= candidate; factor++) {
        if (candidate % factor === 0) { prime = false; }
      }
      if (prime) {
        if (INITIAL.length < 8) { INITIAL.push(fraction(Math.pow(candidate, 1 / 2))); }
        K.push(fraction(Math.pow(candidate, 1 / 3)));
      }
    }
  }());

  function turn(word, by) { return (word >>> by) | (word << (32 - by)); }

  function block(state, w) {
    var i, s = state.slice(0);
    for (i = 16; i < 64; i++) {
      var a = w[i - 15], b = w[i - 2];
      w[i] = (w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))) | 0;
    }
    for (i = 0; i < 64; i++) {
      var one = (s[7] + (turn(s[4], 6) ^ turn(s[4], 11) ^ turn(s[4], 25)) + ((s[4] & s[5]) ^ (~s[4] & s[6])) + K[i] + w[i]) | 0;
      var two = ((turn(s[0], 2) ^ turn(s[0], 13) ^ turn(s[0], 22)) + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]))) | 0;
      s = [(one + two) | 0, s[0], s[1], s[2], (s[3] + one) | 0, s[4], s[5], s[6]];
    }
    for (i = 0; i < 8; i++) { state[i] = (state[i] + s[i]) | 0; }
  }

  /* bytes: a string whose signs are bytes. Returns such a string of 32. */
  function sha256(bytes) {
    var state = INITIAL.slice(0), length = bytes.length, i, j, w, place;
    var total = ((length + 8 >>> 6) + 1) * 64;
    for (i = 0; i < total; i += 64) {
      w = [];
      for (j = 0; j < 64; j++) {
        place = i + j;
        w[j >> 2] = (w[j >> 2] << 8) | (place < length ? bytes.charCodeAt(place) : place === length ? 128 : 0);
      }
      if (i + 64 === total) {
        w[14] = Math.floor(length / 536870912);
        w[15] = (length * 8) | 0;
      }
      block(state, w);
    }
    var out = "";
    for (i = 0; i < 32; i++) { out += String.fromCharCode((state[i >> 2] >>> (24 - 8 * (i % 4))) & 255); }
    return out;
  }

  function hex(bytes) {
    var out = "";
    for (var i = 0; i < bytes.length; i++) { out += (256 + bytes.charCodeAt(i)).toString(16).slice(1); }
    return out;
  }

  function unhex(text) {
    var out = "";
    for (var i = 0; i < text.length; i += 2) { out += String.fromCharCode(parseInt(text.substr(i, 2), 16)); }
    return out;
  }

  function utf8(text) { return unescape(encodeURIComponent(text)); }

  /* HMAC, RFC 2104 */
  function hmac(key, bytes) {
    var inner = "", outer = "";
    if (key.length > 64) { key = sha256(key); }
    for (var i = 0; i < 64; i++) {
      var sign = i < key.length ? key.charCodeAt(i) : 0;
      inner += String.fromCharCode(sign ^ 54);
      outer += String.fromCharCode(sign ^ 92);
    }
    return sha256(outer + sha256(inner + bytes));
  }

  /* Canonical JSON, RFC 8785: ECMAScript's own way to write texts and numbers. */

  function normal(text) { return text.normalize ? text.normalize("NFC") : text; }

  function canonical(value) {
    if (Array.isArray(value)) { return "[" + value.map(canonical).join(",") + "]"; }
    if (isMap(value)) {
      return "{" + Object.keys(value).sort().map(function (key) {
        return JSON.stringify(normal(key)) + ":" + canonical(value[key]);
      }).join(",") + "}";
    }
    return JSON.stringify(isText(value) ? normal(value) : value);
  }

  function digest(value) { return hex(sha256(utf8(canonical(value)))); }

  function fixed(value) {
    if (isText(value)) {
      value = normal(value.replace(LINE_END, "\n"));
      if (NOT_VISIBLE.test(value)) { throw new Error("not visible"); }
      return value;
    }
    if (Array.isArray(value)) { return value.map(fixed); }
    if (!isMap(value)) { return value; }
    return Object.keys(value).reduce(function (found, key) { found[key] = fixed(value[key]); return found; }, {});
  }

  /* Digests on paper */

  function checkSign(values) {
    return values.reduce(function (sum, value, place) { return sum + (place + 1) * value; }, 0) % ALPHABET.length;
  }

  function grouped(signs) { return signs.replace(/(.{5})(?=.)/g, "$1-"); }

  function printed(long) {
    var number = unhex(long).split("").map(function (sign) { return sign.charCodeAt(0); }), values = [];
    for (var i = 0; i < SIGNS - 1; i++) {
      var rest = 0;
      for (var j = 0; j < number.length; j++) {
        var part = rest * 256 + number[j];
        number[j] = Math.floor(part / ALPHABET.length);
        rest = part % ALPHABET.length;
      }
      values.push(rest);
    }
    values.push(checkSign(values));
    return grouped(values.map(function (value) { return ALPHABET.charAt(value); }).join(""));
  }

  function isLetterOrFigure(sign) { return /[0-9]/.test(sign) || sign.toLowerCase() !== sign.toUpperCase(); }

  /* Returns {form: …} or {problem: code, values: …}. */
  function plain(typed) {
    var signs = typed.slice(0, 400).toUpperCase().split("").filter(isLetterOrFigure);
    var together = signs.join("");
    if (isDigest(together.toLowerCase())) { return {form: together.toLowerCase()}; }
    if (signs.length !== SIGNS) {
      return {problem: "typed-miscounted", values: {count: signs.length, "short": SIGNS, "long": 64}};
    }
    var values = signs.map(function (sign) { return ALPHABET.indexOf(sign); });
    var unknown = values.indexOf(-1);
    if (unknown >= 0) {
      return {problem: "typed-unknown", values: {signs: signs[unknown], group: Math.floor(unknown / GROUP) + 1}};
    }
    if (checkSign(values.slice(0, -1)) !== values[SIGNS - 1]) { return {problem: "typed-wrong", values: {}}; }
    return {form: grouped(together)};
  }

  /* The checks */

  function tableDigest(table) { return digest({form: "danaya plan 1", parts: table}); }

  function tableOf(plan) {
    var text = fixed(plan);
    var table = [["", digest({title: text.title, facts: text.facts, history: text.history})]];
    text.articles.forEach(function (article) { table.push([article.name, digest(article)]); });
    return table;
  }

  function linkDigests(entries) {
    var before = START;
    return entries.map(function (entry, place) {
      before = digest({payload: entry.payload, place: place, previous: before});
      return before;
    });
  }

  function named(table) {
    return table.reduce(function (found, part) { found["/" + part[0]] = part[1]; return found; }, {});
  }

  function differences(signed, found) {
    var before = named(signed), after = named(found), changes = [];
    signed.forEach(function (part) {
      var key = "/" + part[0];
      if (!has(after, key)) { changes.push(["missing", part[0]]); }
      else if (after[key] !== before[key]) { changes.push(["changed", part[0]]); }
    });
    found.forEach(function (part) { if (!has(before, "/" + part[0])) { changes.push(["added", part[0]]); } });
    if (changes.length) { return changes; }
    signed.slice(0, found.length).forEach(function (part, place) {
      if (part[0] !== found[place][0]) { changes.push(["moved", part[0]]); }
    });
    if (!changes.length) { signed.slice(found.length).forEach(function (part) { changes.push(["added", part[0]]); }); }
    return changes;
  }

  function check(name, code, values, changes) {
    return {name: name, code: code, values: values || {}, changes: changes || []};
  }

  function chain(entries, digests) {
    for (var place = 0; place < entries.length; place++) {
      var entry = entries[place];
      if (entry.place !== place || entry.previous !== (place ? digests[place - 1] : START) || entry.digest !== digests[place]) {
        return check("chain", "broken", {number: place + 1});
      }
    }
    return check("chain", "holds", {count: entries.length});
  }

  function isHead(head, digests, length) {
    return length >= 0 && length <= digests.length && head.length === length &&
      head.digest === (length ? digests[length - 1] : START);
  }

  function end(record, digests) {
    var count = record.entries.length;
    if (isHead(record.head, digests, count)) { return check("end", "holds"); }
    return check("end", "changed", {expected: record.head.length, found: count});
  }

  function history(head, proven) {
    if (!head) { return check("history", "none"); }
    return check("history", proven ? "holds" : "rewritten", {count: head.length});
  }

  function inclusion(acts, mine) {
    var number = 0, later = 0;
    acts.forEach(function (one) {
      if (one.act.act !== "put-to-signature") { return; }
      if (one.act.plan === mine) { number = one.place + 1; later = 0; }
      else if (number && !later) { later = one.place + 1; }
    });
    if (!number) { return check("inclusion", "absent"); }
    return later ? check("inclusion", "later", {number: number, later: later}) : check("inclusion", "holds", {number: number});
  }

  function isDay(written) {
    if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(written)) { return false; }
    var year = +written.slice(0, 4), month = +written.slice(5, 7), day = +written.slice(8);
    var leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    var days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
  }

  /* Returns the code of what is wrong with a signature, or nothing. */
  function fault(act) {
    var text = function (key) { return isText(act[key]) ? act[key] : ""; };
    var digests = [text("plan"), text("signed")].concat(
      ["scan", "reservations", "person"].map(text).filter(function (value) { return value; }));
    if (!isDay(text("day"))) { return "day-malformed"; }
    if (STANCES.indexOf(text("stance")) < 0 || ["system", "paper"].indexOf(text("way")) < 0) { return "word-unknown"; }
    if (!text("organisation").trim() || !text("post").trim()) { return "signatory-missing"; }
    if (!digests.every(isDigest)) { return "digest-malformed"; }
    if (!!text("scan") !== (text("way") === "paper")) { return "scan-missing"; }
    if (!!text("reservations") !== (text("stance") === "adopted-with-reservations")) { return "reservations-missing"; }
    var whole = text("part") || text("signed") === text("plan");
    return !!text("part") !== (text("stance") === "signed") || !whole ? "part-misplaced" : "";
  }

  /* What bodies said of sheets that others entered for them, by "/" and the place of the signature. */
  function answersIn(entries) {
    var found = {};
    entries.forEach(function (entry, place) {
      var act = entry.payload;
      if (!isMap(act) || (act.act !== "sheet-confirmed" && act.act !== "sheet-contested")) { return; }
      (Array.isArray(act.entries) ? act.entries : []).forEach(function (number) {
        if (typeof number !== "number" || Math.floor(number) !== number || number < 1 || number > place) { return; }
        var one = entries[number - 1].payload;
        if (!isMap(one) || one.act !== "signature" || one.way !== "paper") { return; }
        if (!isText(one.entered) || !one.entered || one.organisation !== act.organisation) { return; }
        if (!has(found, "/" + (number - 1))) {
          found["/" + (number - 1)] = {place: place, ours: act.act === "sheet-confirmed"};
        }
      });
    });
    return found;
  }

  function signatures(acts, mine, table, answers) {
    var put = {}, seen = {}, count = 0, others = 0;
    var contested = function (place) { var one = answers["/" + place]; return one && !one.ours ? one.place : Infinity; };
    var parts = named(table);
    for (var i = 0; i < acts.length; i++) {
      var act = acts[i].act, number = acts[i].place + 1;
      if (act.act === "put-to-signature") { put["/" + act.plan] = true; continue; }
      var wrong = fault(act);
      if (wrong) {
        return check("signatures", "malformed", {number: number, problem: wrong});
      }
      var stands = act.plan !== mine || !act.part || parts["/" + act.part] === act.signed;
      if (!has(put, "/" + act.plan) || !stands) { return check("signatures", "unknown-text", {number: number}); }
      var mark = canonical([act.organisation, act.post, act.plan, act.part, act.stance, act.way]);
      if (has(seen, mark) && contested(seen[mark]) > acts[i].place) { return check("signatures", "twice", {number: number}); }
      seen[mark] = acts[i].place;
      if (contested(acts[i].place) < Infinity) { continue; }
      if (act.plan === mine) { count += 1; } else { others += 1; }
    }
    return count ? check("signatures", "holds", {count: count, others: others}) : check("signatures", "none");
  }

  function opens(one, entries) {
    var payload = (entries[one.place] || {}).payload;
    if (!payload || ["person", "reservations", "account", "reason", "reason-fr", "reason-en"].indexOf(one.field) < 0) { return false; }
    if (!/^([0-9a-f]{2}){16,}$/i.test(one.salt) || NOT_VISIBLE.test(one.text.replace(LINE_END, "\n"))) { return false; }
    var content = canonical({field: one.field, text: fixed(one.text)});
    if (one.field === "account") { content = normal(one.text.trim().toLowerCase()); }
    return hex(hmac(unhex(one.salt), utf8(content))) === payload[one.field];
  }

  function openings(record) {
    for (var i = 0; i < record.openings.length; i++) {
      if (!opens(record.openings[i], record.entries)) {
        return check("openings", "wrong", {number: record.openings[i].place + 1});
      }
    }
    return record.openings.length ? check("openings", "holds", {count: record.openings.length}) : check("openings", "none");
  }

  function anchor(record, typed, found) {
    var one = plain(typed), count = record.entries.length, covered = 0;
    if (!typed.trim()) { return check("anchor", "missing"); }
    if (one.problem) { return check("anchor", "mistyped", {problem: one.problem, places: one.values}); }
    var fits = function (long) { return one.form === long || one.form === printed(long); };
    found.digests.forEach(function (long, place) { if (fits(long)) { covered = place + 1; } });
    var text = fits(found.digest);
    if (text && found.proven) { covered = Math.max(covered, record.plan.history.length); }
    if (!text && !covered) {
      var known = fits(tableDigest(record.table)) && found.changes.length;
      return known ? check("anchor", "text-changed", {}, found.changes) : check("anchor", "wrong");
    }
    var proven = text || found.acts.some(function (mine) {
      return mine.act.plan === found.digest && fits(found.digests[mine.place]);
    });
    var code = !proven ? "history-only" : covered === count ? "whole" : "text";
    return check("anchor", code, {covered: covered, count: count});
  }

  /* Returns the checks of a record that holds a plan, against one typed digest. */
  function verify(record, typed) {
    var table = tableOf(record.plan), digests = linkDigests(record.entries), head = record.plan.history;
    var found = {
      digest: tableDigest(table),
      digests: digests,
      changes: differences(record.table, table),
      proven: !!head && isHead(head, digests, head.length),
      acts: []
    };
    record.entries.forEach(function (entry, place) {
      var act = entry.payload;
      if (isMap(act) && (act.act === "put-to-signature" || act.act === "signature")) { found.acts.push({place: place, act: act}); }
    });
    return [
      found.changes.length ? check("text", "changed", {}, found.changes) : check("text", "holds"),
      check("table", tableDigest(record.table) === record.digest ? "holds" : "changed"),
      chain(record.entries, digests),
      end(record, digests),
      history(head, found.proven),
      inclusion(found.acts, found.digest),
      signatures(found.acts, found.digest, table, answersIn(record.entries)),
      openings(record),
      anchor(record, typed, found)
    ];
  }

  return {sha256: sha256, hmac: hmac, hex: hex, utf8: utf8, canonical: canonical, digest: digest, printed: printed,
    plain: plain, answersIn: answersIn, verify: verify};
}());

if (typeof module !== "undefined") { module.exports = danaya; }
