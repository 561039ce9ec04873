import { Button, Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { paired, settingKey } from '../../analysis/outcome';
import { formatCount } from '../../locales/format';
import { useAppState, useSession } from '../context';
import { changeText } from '../gates/outcomeText';
import { useChosenSetting } from '../selectors';
import './dataset.css';

/** What the chosen gates do to the person's labelled set: any of them, since its images are run from their beginning. */
export function DatasetCheck() {
  const { t } = useTranslation();
  const session = useSession();
  const setting = useChosenSetting();
  const key = settingKey(setting);
  const half = useAppState((state) => (Object.values(setting).includes('frozen') ? state.dataset?.estimate?.half : undefined));
  const ready = useAppState((state) => state.ready);
  const running = useAppState((state) => state.dataset?.running);
  const n = useAppState((state) => state.dataset?.estimate?.done ?? 0);
  const check = useAppState((state) => state.dataset?.checks[key]);
  const { outcome } = check ?? {};
  const begun = check && check.done > 0;
  return (
    <div className="datasetCheck" data-testid="dataset-check">
      {outcome && outcome.n > 0 && (
        <p className="note" role="status">
          {t('dataset.changed', { n: formatCount(outcome.n), change: changeText(t, paired(outcome).change.top1), lost: formatCount(outcome.lost), gained: formatCount(outcome.gained) })}
        </p>
      )}
      {check?.running ? (
        <div className="datasetPass">
          <Progress value={check.total > 0 ? (100 * check.done) / check.total : 0} size="sm" aria-label={t('dataset.progress')} />
          <span className="note number">{t('dataset.checking', { done: formatCount(check.done), total: formatCount(check.total) })}</span>
          <Button size="compact-xs" variant="default" onClick={() => void session.dataset().then((open) => open.cancelCheck())}>
            {t('common.cancel')}
          </Button>
        </div>
      ) : (
        (!check || check.done < n) && (
          <button type="button" className="link small" disabled={!ready || running} onClick={() => void session.dataset().then((open) => open.check())}>
            {begun ? t('dataset.checkOn', { done: formatCount(check.done), total: formatCount(n) }) : t('dataset.check', { n: formatCount(half?.others ?? n) })}
          </button>
        )
      )}
    </div>
  );
}
