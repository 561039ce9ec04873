import { useEffect, useState } from 'react';
import { toProblem } from '../../engine/problem';
import { useSession } from '../context';
import { reportProblem } from '../report';
import type { HubNetworks } from './hub';

/** Undefined until its code is there. */
export function useHub(): HubNetworks | undefined {
  const session = useSession();
  const [hub, setHub] = useState<HubNetworks>();
  useEffect(() => {
    let gone = false;
    session.hub().then(
      (found) => !gone && setHub(found),
      (error: unknown) => reportProblem(toProblem(error)),
    );
    return () => {
      gone = true;
    };
  }, [session]);
  return hub;
}
