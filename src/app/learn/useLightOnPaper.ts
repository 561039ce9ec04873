import { useMantineColorScheme } from '@mantine/core';
import { useCallback, useEffect, useRef } from 'react';
import { flushSync } from 'react-dom';

const frame = () => new Promise(requestAnimationFrame);

/** Paper is white: while the page is printed it has the light scheme, its canvases too. @returns prints, once they are painted */
export function useLightOnPaper(): () => Promise<void> {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const before = useRef<typeof colorScheme>(undefined);
  const lighten = useCallback(() => {
    before.current ??= colorScheme;
    flushSync(() => setColorScheme('light'));
  }, [colorScheme, setColorScheme]);
  useEffect(() => {
    const done = () => {
      if (before.current !== undefined) setColorScheme(before.current);
      before.current = undefined;
    };
    window.addEventListener('beforeprint', lighten);
    window.addEventListener('afterprint', done);
    return () => {
      window.removeEventListener('beforeprint', lighten);
      window.removeEventListener('afterprint', done);
    };
  }, [lighten, setColorScheme]);
  return async () => {
    lighten();
    await frame();
    await frame();
    window.print();
  };
}
