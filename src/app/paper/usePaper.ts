import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelIndex } from '../../contracts';
import type { PaperFiles } from '../../data/paperFiles';
import { toProblem } from '../../engine/problem';
import { useSession } from '../context';
import { reportProblem } from '../report';
import { worded } from './words';

export interface Paper extends PaperFiles {
  models: ModelIndex['models'];
}

/** The paper's tables, what was trained here, and the networks that can be opened; undefined until they are read. */
export function usePaper(): Paper | undefined {
  const session = useSession();
  const { t } = useTranslation();
  const [paper, setPaper] = useState<Paper>();
  useEffect(() => {
    let current = true;
    Promise.all([session.paper(), session.networks()]).then(
      ([files, { models }]) => current && setPaper({ ...files, models }),
      (error: unknown) => current && reportProblem(toProblem(error)),
    );
    return () => {
      current = false;
    };
  }, [session]);
  return useMemo(() => paper && { ...paper, runs: paper.runs && worded(t, paper.runs) }, [paper, t]);
}
