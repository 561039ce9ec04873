import { Button, Group, Loader, Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatBytes, formatCount, formatFixed } from '../../locales/format';
import type { Fetching, TaskState } from './task';

const megabytes = (bytes: number): string => formatBytes(bytes, 3);

function Arriving({ fetching: { repo, bytes, total, images, speed }, onCancel }: { fetching: Fetching; onCancel: () => void }) {
  const { t } = useTranslation();
  const left = speed && (speed.left < 90 ? t('hub.seconds', { value: formatFixed(Math.ceil(speed.left), 0) }) : t('hub.minutes', { value: formatFixed(Math.ceil(speed.left / 60), 0) }));
  const name = repo.replace(/^datasets\//, '');
  const sentence = images
    ? t('hub.viewer.fetching', { repo: name, done: formatCount(images.done), total: formatCount(images.total), have: megabytes(bytes) })
    : t('hub.fetching', { repo: name, have: megabytes(bytes), total: megabytes(total) });
  return (
    <div className="hubProgress">
      <Progress value={images ? (100 * images.done) / images.total : (100 * bytes) / total} size="sm" aria-label={sentence} />
      <span className="note">
        {[sentence, speed && t('hub.speed', { speed: formatBytes(speed.bytesPerSecond) }), left].filter(Boolean).join(' · ')}
      </span>
      <Button variant="default" size="compact-xs" onClick={onCancel}>
        {t('common.cancel')}
      </Button>
    </div>
  );
}

/** What is going on with the hub, with the way to stop it. */
export function Busy({ state: { fetching, asking, opening }, host, onCancel }: { state: Pick<TaskState, 'fetching' | 'asking' | 'opening'>; host: string; onCancel: () => void }) {
  const { t } = useTranslation();
  if (fetching) return <Arriving fetching={fetching} onCancel={onCancel} />;
  return (
    <Group gap="xs" role="status">
      <Loader size="xs" />
      <span className="note">{opening === undefined ? t('hub.asking', { host, repo: asking }) : t('hub.opening', { repo: opening })}</span>
      {opening === undefined && (
        <Button variant="default" size="compact-xs" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      )}
    </Group>
  );
}
