import '../charts.css';
import './map-over.css';
import { useEffect, useRef } from 'react';
import type { Crop } from '../../contracts';
import { paintGrid } from '../class-heatmap/paint';
import { type ChannelMap, opaque } from './geometry';

interface MapOverProps {
  /** Accessible name, and what it shows in numbers. */
  label: string;
  summary: string;
  crop: Crop;
  map: ChannelMap;
  /** Ends of the colours; the same for every channel of one block. */
  domain: readonly [number, number];
  format: (value: number) => string;
}

/** A map over the picture that it was computed from: one cell a position, viridis. */
export function MapOver({ label, summary, crop, map, domain, format }: MapOverProps) {
  const picture = useRef<HTMLCanvasElement>(null);
  const cells = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = picture.current!;
    canvas.width = crop.width;
    canvas.height = crop.height;
    canvas.getContext('2d')?.putImageData(new ImageData(opaque(crop.pixels), crop.width, crop.height), 0, 0);
  }, [crop]);
  const [low, high] = domain;
  useEffect(() => paintGrid(cells.current!, map, [low, high]), [map, low, high]);
  return (
    <figure className="chart map-over" aria-label={label} aria-description={summary}>
      <div>
        <canvas ref={picture} aria-hidden="true" />
        <canvas ref={cells} aria-hidden="true" className="cells" />
      </div>
      <div className="scale" aria-hidden="true">
        <span>{format(low)}</span>
        <i />
        <span>{format(high)}</span>
      </div>
    </figure>
  );
}
