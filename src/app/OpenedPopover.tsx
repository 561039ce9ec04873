import { Popover } from '@mantine/core';
import { useClickOutside, useMounted } from '@mantine/hooks';
import { useState } from 'react';
import type { OpensProps } from './Opens';

type OpenedPopoverProps = Omit<OpensProps, 'target' | 'className'> & {
  opened: boolean;
  onChange: (opened: boolean) => void;
  /** Around the button; a click in it is the button's own. */
  anchor: HTMLElement;
};

/** What Opens shows; it comes closed and opens then, so that the focus it takes goes back to where it was. */
export function OpenedPopover({ opened, onChange, label, width, position, stopsEscape, anchor, children }: OpenedPopoverProps) {
  const mounted = useMounted();
  const [dropdown, setDropdown] = useState<HTMLDivElement | null>(null);
  useClickOutside(() => opened && onChange(false), null, [anchor, dropdown]);
  return (
    <Popover opened={opened && mounted} onChange={onChange} width={width} position={position} shadow="md" trapFocus returnFocus closeOnClickOutside={false}>
      <Popover.Target>
        {/* The button says what Mantine would have this say. */}
        <span className="opensAnchor" aria-hidden />
      </Popover.Target>
      <Popover.Dropdown ref={setDropdown} aria-labelledby={undefined} aria-label={label ?? anchor.querySelector('button')?.textContent} data-mantine-stop-propagation={stopsEscape || undefined}>
        {typeof children === 'function' ? children(() => onChange(false)) : children}
      </Popover.Dropdown>
    </Popover>
  );
}
