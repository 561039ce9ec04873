import { useId } from 'react';
import './segments.css';

export interface SegmentsProps<T extends string> {
  /** Accessible name. */
  label: string;
  value: T;
  /** From left to right. */
  options: Partial<Record<T, string>>;
  onChange: (value: T) => void;
}

/**
 * One of a few, in a row. The browser's own radio buttons: Mantine's control measures where its indicator lies whenever it changes,
 * and with one for each block that laid out the whole page in the click.
 */
export function Segments<T extends string>({ label, value, options, onChange }: SegmentsProps<T>) {
  const name = useId();
  return (
    <div className="segments" role="radiogroup" aria-label={label}>
      {(Object.keys(options) as T[]).map((key) => (
        <label key={key}>
          <input type="radio" name={name} value={key} checked={key === value} onChange={() => onChange(key)} />
          <span>{options[key]}</span>
        </label>
      ))}
    </div>
  );
}
