// One chart on the page, drawn by uPlot from the numbers in the page itself. The words of each point come with
// them, so that what is drawn, read out and in the table is the same. Without this script the table remains.
//   <figure data-chart="fan" data-source="id of the JSON">: .eq-chart-plot, .eq-chart-said, [data-live]
import uPlot from "../../vendor/uplot/uplot.js";

const LEAST_HEIGHT = 240;
const MOST_HEIGHT = 340;
// Contacts and people are whole: the axis counts in whole steps.
const WHOLE = [1, 2, 5].flatMap((step) => [0, 1, 2, 3, 4].map((power) => step * 10 ** power)).sort((a, b) => a - b);

/** The colour of a token of the figure, as it is in the current theme. */
export function token(figure, name) {
  return getComputedStyle(figure).getPropertyValue(name).trim() || "#000000";
}

/** A colour `#rrggbb` that lets through what is behind it. */
export function faded(colour, share) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return `rgb(${red} ${green} ${blue} / ${share})`;
}

/**
 * Columns with an empty point wherever intervals do not follow each other: the centre is closed between. A line
 * in steps holds its last value until the interval is over.
 */
export function withGaps(data, names, { steps = false } = {}) {
  const x = [];
  const columns = names.map(() => []);
  data.x.forEach((at, place) => {
    const before = data.x[place - 1];
    if (place && at - before > data.step_s) close(place - 1);
    push(at, place);
  });
  if (data.x.length) close(data.x.length - 1);
  return [x, ...columns];

  function close(place) {
    const end = data.x[place] + data.step_s;
    if (steps) push(end, place);
    push(steps ? end + 1 : end, null);
  }

  function push(at, place) {
    x.push(at);
    names.forEach((name, column) => columns[column].push(place === null ? null : data[name][place]));
  }
}

/** What all charts share: axes in the centre's time, from zero, the line "now", and no legend of uPlot's own. */
function options(figure, data, own, size) {
  const text = token(figure, "--chart-text");
  const grid = { stroke: token(figure, "--chart-grid"), width: 1 };
  const font = `12px ${getComputedStyle(figure).fontFamily}`;
  const axis = { stroke: text, grid, ticks: grid, font, labelFont: font };
  return {
    ...size,
    tzDate: (at) => uPlot.tzDate(new Date(at * 1000), data.zone),
    legend: { show: false },
    cursor: { y: false, drag: { setScale: false, x: false, y: false }, points: { size: 7 } },
    scales: { x: { time: true }, y: { range: (u, least, most) => [0, Math.max(1, most * 1.06)] } },
    axes: [
      { ...axis, size: 30, space: 46, values: (u, splits) => splits.map((at) => timeWords(data, at)) },
      { ...axis, incrs: WHOLE, size: 44, label: data.axis, labelSize: 18 },
    ],
    hooks: { draw: [(u) => drawNow(u, figure, data)], ...own.hooks },
    bands: own.bands || [],
    series: [{}, ...own.series],
  };
}

const formats = new Map();

function format(data, name, fields) {
  const key = `${data.locale} ${data.zone} ${name}`;
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat(data.locale, { timeZone: data.zone, ...fields }));
  }
  return formats.get(key);
}

/** The time of day; at midnight the day. */
function timeWords(data, at) {
  const when = new Date(at * 1000);
  const clock = format(data, "clock", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(when);
  return clock === "00:00" ? format(data, "day", { weekday: "short", day: "numeric" }).format(when) : clock;
}

function drawNow(u, figure, data) {
  if (data.now === null) return;
  const at = Math.round(u.valToPos(data.now, "x", true));
  const { ctx } = u;
  ctx.save();
  ctx.strokeStyle = token(figure, "--chart-now");
  ctx.fillStyle = token(figure, "--chart-text");
  ctx.font = `${12 * devicePixelRatio}px ${getComputedStyle(figure).fontFamily}`;
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(at, u.bbox.top);
  ctx.lineTo(at, u.bbox.top + u.bbox.height);
  ctx.stroke();
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  ctx.fillText(data.now_words, at + 4 * devicePixelRatio, u.bbox.top + 12 * devicePixelRatio);
  ctx.restore();
}

/** Shows the figure's chart; `own(figure, data)` gives series, bands and the columns in their order. */
export function show(figure, own) {
  const data = JSON.parse(document.getElementById(figure.dataset.source).textContent);
  if (!data.x.length) return;
  const plot = figure.querySelector(".eq-chart-plot");
  plot.hidden = false;
  figure.querySelector(".eq-chart-said").hidden = false;
  let chart = null;
  const draw = () => {
    chart?.destroy();
    const width = Math.max(200, plot.clientWidth);
    const height = Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, Math.round(width * 0.42)));
    const wanted = own(figure, data);
    const said = speaker(figure, data, wanted);
    const settings = options(figure, data, { ...wanted, hooks: { setCursor: [said] } }, { width, height });
    chart = new uPlot(settings, wanted.columns, plot);
    listen(chart, plot);
  };
  draw();
  new ResizeObserver(() => chart.width !== plot.clientWidth && draw()).observe(plot);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  plot.addEventListener("keydown", (event) => move(event, chart, figure, data));
}

/** Says the point below the cursor, beside the chart. */
function speaker(figure, data, wanted) {
  const said = figure.querySelector(".eq-chart-said");
  return (u) => {
    const at = u.cursor.idx == null ? null : wanted.columns[0][u.cursor.idx];
    const place = at === null ? -1 : data.x.findLastIndex((start) => start <= at && at - start <= data.step_s);
    said.textContent = place < 0 ? "\u00a0" : data.said[place];
  };
}

function listen(chart, plot) {
  plot.querySelector(".u-over").addEventListener("mouseleave", () => (plot.dataset.at = ""));
  plot.dataset.at = "";
}

const STEPS = { ArrowLeft: -1, ArrowRight: 1, PageUp: -8, PageDown: 8 };

/** Moves the cursor from point to point and reads each one out. */
function move(event, chart, figure, data) {
  const plot = event.currentTarget;
  const last = data.x.length - 1;
  const at = plot.dataset.at === "" ? -1 : Number(plot.dataset.at);
  let next = null;
  if (event.key in STEPS) next = Math.min(last, Math.max(0, at + STEPS[event.key]));
  else if (event.key === "Home") next = 0;
  else if (event.key === "End") next = last;
  if (next === null || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  plot.dataset.at = next;
  chart.setCursor({ left: chart.valToPos(data.x[next], "x"), top: 0 });
  figure.querySelector("[data-live]").textContent = data.said[next];
}
