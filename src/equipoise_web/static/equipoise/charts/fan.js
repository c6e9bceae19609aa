// A fan: the median and three bands of one colour, each with its probability; what came as dots.
import { faded, show, token, withGaps } from "./chart.js";

const NAMES = ["q95", "q05", "q90", "q10", "q75", "q25", "q50", "actual"];

function fan(figure, data) {
  const line = token(figure, "--chart-line");
  const band = token(figure, "--chart-band");
  const edge = { stroke: "transparent", width: 0, points: { show: false } };
  const dots = { size: 6, fill: token(figure, "--chart-dot"), stroke: token(figure, "--chart-dot"), show: true };
  return {
    columns: withGaps(data, NAMES),
    series: [
      ...Array.from({ length: 6 }, () => ({ ...edge })),
      { stroke: line, width: 2, points: { show: false } },
      { stroke: "transparent", width: 0, points: dots },
    ],
    // The bands lie upon each other: the shares are those by which each adds to the one below it.
    bands: [
      { series: [1, 2], fill: faded(band, 0.14) },
      { series: [3, 4], fill: faded(band, 0.16) },
      { series: [5, 6], fill: faded(band, 0.28) },
    ],
  };
}

for (const figure of document.querySelectorAll('[data-chart="fan"]')) show(figure, fan);
