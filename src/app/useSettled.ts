import { useEffect, useState } from 'react';
import { whenIdle } from './whenIdle';

/** `now`, but true only once the page has been painted with it and rests: for what would hold up what is read first. */
export function useSettled(now: boolean): boolean {
  const [settled, setSettled] = useState(false);
  if (!now && settled) setSettled(false);
  useEffect(() => (now ? whenIdle(() => setSettled(true), 2000) : undefined), [now]);
  return now && settled;
}
