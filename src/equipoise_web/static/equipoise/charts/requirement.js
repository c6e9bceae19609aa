// People needed: planned as a stepped line, on contacts as a filled and dashed one below it.
import uPlot from "../../vendor/uplot/uplot.js";
import { faded, show, token, withGaps } from "./chart.js";

function requirement(figure, data) {
  const paths = uPlot.paths.stepped({ align: 1 });
  const line = token(figure, "--chart-line");
  const soft = token(figure, "--chart-soft");
  const shared = { paths, points: { show: false }, spanGaps: false };
  return {
    columns: withGaps(data, ["net", "planned"], { steps: true }),
    series: [
      { ...shared, stroke: soft, width: 1, dash: [4, 3], fill: faded(line, 0.2) },
      { ...shared, stroke: line, width: 2 },
    ],
  };
}

for (const figure of document.querySelectorAll('[data-chart="requirement"]')) show(figure, requirement);
