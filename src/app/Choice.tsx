import { Select, type SelectProps } from '@mantine/core';
import { useEffect, useReducer } from 'react';

/** Mantine's list, where it isn't kept in the page while closed, is there only after its field was drawn: drawn once more, the field tells screen readers that the list is open, and which it is. */
export function Choice(props: SelectProps) {
  const [, drawAgain] = useReducer((count: number) => count + 1, 0);
  const soon = () => requestAnimationFrame(drawAgain);
  useEffect(() => {
    if (!props.defaultDropdownOpened) return;
    const frame = requestAnimationFrame(drawAgain);
    return () => cancelAnimationFrame(frame);
  }, [props.defaultDropdownOpened]);
  return <Select {...props} onDropdownOpen={soon} />;
}
