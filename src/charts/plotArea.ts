/** Where a chart's values are drawn, inside its axes, px. */
export interface PlotArea {
  left: number;
  right: number;
  top: number;
  bottom: number;
}
