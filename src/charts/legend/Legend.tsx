import type { ReactNode } from 'react';
import '../charts.css';
import { lineColour, textColour, type ClassColour } from '../palette';
import { useScheme } from '../useScheme';
import './legend.css';

export interface LegendClass {
  key: string;
  label: string;
  colour: ClassColour;
}

interface LegendProps {
  /** Accessible name of the list. */
  label: string;
  classes: readonly LegendClass[];
  /** Words for the ribbon, the curve of all classes, the image's line and the applied gate; left out where undefined. */
  ribbon?: string;
  all?: string;
  image?: string;
  gate?: string;
  /** The class that shows its ± sd band; a click on a class calls onSelect, where given. */
  selected?: string;
  /** What a click does, said of each class: `goldfish: show ± standard deviation`. */
  selectLabel?: (label: string) => string;
  onSelect?: (key: string) => void;
  /** At the end, such as a button that adds a class. */
  children?: ReactNode;
}

const Swatch = ({ colour, width, dash }: { colour: string; width: number; dash?: string }) => (
  <svg width={18} height={10} aria-hidden="true">
    <line x1={1} x2={17} y1={5} y2={5} stroke={colour} strokeWidth={width} strokeDasharray={dash} />
  </svg>
);

/** What the lines of excitation panels are; the colour of a class is the same everywhere. */
export function Legend(props: LegendProps) {
  const scheme = useScheme();
  const { classes, selected, selectLabel, onSelect } = props;
  const content = ({ label, colour }: LegendClass) => (
    <>
      <Swatch colour={lineColour(colour, scheme)} width={2} />
      <span style={{ color: textColour(colour, scheme), fontWeight: 600 }}>{label}</span>
    </>
  );
  return (
    <div className="chart legend">
      <ul aria-label={props.label}>
        {classes.map((entry) => (
          <li key={entry.key}>
            {onSelect ? (
              <button
                type="button"
                aria-pressed={entry.key === selected}
                aria-label={selectLabel?.(entry.label)}
                title={selectLabel?.(entry.label)}
                onClick={() => onSelect(entry.key)}
              >
                {content(entry)}
              </button>
            ) : (
              content(entry)
            )}
          </li>
        ))}
        {props.image !== undefined && (
          <li>
            <Swatch colour="var(--ink)" width={2.2} />
            {props.image}
          </li>
        )}
        {props.gate !== undefined && (
          <li>
            <Swatch colour="var(--ink)" width={1.6} dash="4 3" />
            {props.gate}
          </li>
        )}
        {props.all !== undefined && (
          <li>
            <Swatch colour="var(--ink-2)" width={1.4} />
            {props.all}
          </li>
        )}
        {props.ribbon !== undefined && (
          <li>
            <i className="ribbon" aria-hidden="true" />
            {props.ribbon}
          </li>
        )}
      </ul>
      {props.children}
    </div>
  );
}
