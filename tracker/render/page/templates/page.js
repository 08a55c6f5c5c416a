"use strict";
// Sorting and filtering of tables. Without it each table is complete and the controls stay hidden.
(function () {
  function text(cell) {
    return cell ? (cell.dataset.k === undefined ? cell.textContent.trim() : cell.dataset.k) : "";
  }

  function sortable(table) {
    var body = table.tBodies[0];
    table.classList.add("live");
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") !== "ascending";
        Array.prototype.forEach.call(table.tHead.rows[0].cells, function (each) {
          each.removeAttribute("aria-sort");
        });
        head.setAttribute("aria-sort", down ? "ascending" : "descending");
        var order = new Intl.Collator(undefined, { numeric: true });
        var rows = Array.prototype.map.call(body.rows, function (row) {
          return { row: row, value: text(row.cells[column]) };
        });
        rows.sort(function (one, other) {
          return (down ? 1 : -1) * order.compare(one.value, other.value);
        });
        rows.forEach(function (each) { body.appendChild(each.row); });
      });
    });
  }

  function filters(form) {
    var table = document.getElementById(form.dataset.for);
    var rows = Array.prototype.slice.call(table.tBodies[0].rows);
    var selects = form.querySelectorAll("select[data-column]");
    var told = form.querySelector("output");
    Array.prototype.forEach.call(selects, function (select) {
      var values = {};
      rows.forEach(function (row) {
        var cell = row.cells[select.dataset.column];
        if (cell) { values[cell.textContent.trim()] = true; }
      });
      Object.keys(values).sort().forEach(function (value) {
        select.appendChild(new Option(value, value));
      });
    });
    function passes(row) {
      var words = form.elements.words.value.trim().toLowerCase();
      var status = form.elements.s.value;
      return (!status || row.dataset.s === status)
        && Array.prototype.every.call(selects, function (select) {
          var cell = row.cells[select.dataset.column];
          return !select.value || (cell && cell.textContent.trim() === select.value);
        })
        && (!words || row.textContent.toLowerCase().indexOf(words) >= 0);
    }
    function apply() {
      var shown = 0;
      rows.forEach(function (row) {
        row.hidden = !passes(row);
        shown += row.hidden ? 0 : 1;
      });
      told.textContent = shown || !rows.length ? shown + " of " + rows.length + " shown"
        : "Nothing matches; “Show all” brings all " + rows.length + " back.";
    }
    form.addEventListener("input", apply);
    form.addEventListener("reset", function () { setTimeout(apply, 0); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.hidden = false;
    apply();
  }

  Array.prototype.forEach.call(document.querySelectorAll("table.sortable"), sortable);
  Array.prototype.forEach.call(document.querySelectorAll("form.filters"), filters);
})();
