import { Button, Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Progress as Done } from '../contracts';
import type { Working } from './useWork';

/** How far a piece of work is, and the way to stop it. */
export function Waiting({ working, say }: { working: Working; say: (progress: Done) => string }) {
  const { t } = useTranslation();
  const { done, total } = working.busy?.progress ?? { done: 0, total: 0 };
  const said = say({ done, total });
  return (
    <div className="checking">
      <Progress value={total > 0 ? (100 * done) / total : 0} aria-label={said} />
      <span className="small" role="status">
        {said}
      </span>
      <Button size="compact-xs" variant="default" onClick={working.cancel}>
        {t('common.cancel')}
      </Button>
    </div>
  );
}
