import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useClassName } from '../classNames';
import { useAppState } from '../context';

const SHOWN = 3;

/** Offers the names of folders as labels, where they are names of classes. */
export function FolderLabels({ labels }: { labels: Record<number, number> }) {
  const { t } = useTranslation();
  const name = useClassName();
  const images = useAppState((state) => state.images);
  const labelImage = useAppState((state) => state.labelImage);
  const put = useAppState((state) => state.put);
  const there = images.filter(({ id }) => labels[id] !== undefined);
  if (there.length === 0) return null;
  const classes = [...new Set(there.map(({ id }) => labels[id]!))];
  const names = classes.slice(0, SHOWN).map(name).join(', ') + (classes.length > SHOWN ? ' …' : '');
  const leave = () => put({ folderLabels: undefined });
  const take = () => {
    for (const { id } of there) labelImage(id, labels[id]);
    leave();
  };
  return (
    <div className="busy" role="status" data-testid="folder-labels">
      <Text size="xs">{t('sources.labels.offer', { count: there.length, names })}</Text>
      <div className="formButtons">
        <Button size="compact-xs" onClick={take}>
          {t(there.length === 1 ? 'sources.labels.take' : 'sources.labels.takeAll')}
        </Button>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={leave}>
          {t('sources.labels.leave')}
        </Button>
      </div>
    </div>
  );
}
