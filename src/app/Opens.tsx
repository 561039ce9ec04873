import type { PopoverProps } from '@mantine/core';
import { cloneElement, type ReactElement, type ReactNode, useState } from 'react';
import { later } from './later';

const OpenedPopover = later(async () => (await import('./OpenedPopover')).OpenedPopover);

export interface OpensProps {
  /** A button; a click on it opens and closes. */
  target: ReactElement<{ onClick?: () => void; 'aria-expanded'?: boolean; 'aria-haspopup'?: 'dialog' }>;
  /** Of what holds the button. */
  className?: string;
  /** Names the popover for screen readers; the button's words otherwise. */
  label?: string;
  width?: number;
  position?: PopoverProps['position'];
  /** Escape closes this alone, not the dialog under it. */
  stopsEscape?: boolean;
  /** What opens; it may close itself. */
  children: ReactNode | ((close: () => void) => ReactNode);
}

/** A button that opens a popover, whose code is fetched when it is first opened: the page is there sooner without it. */
export function Opens({ target, className = '', ...popover }: OpensProps) {
  const [state, setState] = useState<'never' | 'open' | 'closed'>('never');
  const opened = state === 'open';
  const change = (open: boolean) => setState(open ? 'open' : 'closed');
  const [anchor, setAnchor] = useState<HTMLSpanElement | null>(null);
  return (
    <span ref={setAnchor} className={`opens ${className}`} data-mantine-stop-propagation={(popover.stopsEscape && opened) || undefined}>
      {cloneElement(target, { onClick: () => change(!opened), 'aria-haspopup': 'dialog', 'aria-expanded': opened })}
      {state !== 'never' && anchor && <OpenedPopover {...popover} opened={opened} onChange={change} anchor={anchor} />}
    </span>
  );
}
