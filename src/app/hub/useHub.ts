import { useEffect, useState } from 'react';
import { toProblem } from '../../engine/problem';
import { useSession } from '../context';
import { reportProblem } from '../report';
import type { Session } from '../session';
import type { HubNetworks } from './hub';
import type { HubSets } from './hubSets';

function useLater<T>(ask: (session: Session) => Promise<T>): T | undefined {
  const session = useSession();
  const [found, setFound] = useState<T>();
  useEffect(() => {
    let gone = false;
    ask(session).then(
      (there) => !gone && setFound(() => there),
      (error: unknown) => reportProblem(toProblem(error)),
    );
    return () => {
      gone = true;
    };
  }, [session, ask]);
  return found;
}

const askHub = (session: Session) => session.hub();
const askSets = (session: Session) => session.hubSets();

/** Undefined until its code is there. */
export const useHub = (): HubNetworks | undefined => useLater(askHub);

/** The same for labelled sets. */
export const useHubSets = (): HubSets | undefined => useLater(askSets);
