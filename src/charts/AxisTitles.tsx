interface AxisTitlesProps {
  /** Under the plot, at its middle. */
  x?: string;
  /** Left of the ticks, upwards: each at the middle of its plot. */
  y: readonly { text: string; top: number; bottom: number }[];
  left: number;
  right: number;
  bottom: number;
}

/** Room that the titles take left of a plot and under it, px. */
export const titleRoom = { left: 18, bottom: 14 };

/** What the axes of a drawn chart are; on the page the panel's head says it. */
export const AxisTitles = ({ x, y, left, right, bottom }: AxisTitlesProps) => (
  <>
    {y.map(({ text, top, bottom: end }) => (
      <text key={text} transform={`translate(${-titleRoom.left + 11},${(top + end) / 2}) rotate(-90)`} textAnchor="middle">
        {text}
      </text>
    ))}
    {x !== undefined && (
      <text x={(left + right) / 2} y={bottom + titleRoom.bottom - 2} textAnchor="middle">
        {x}
      </text>
    )}
  </>
);
