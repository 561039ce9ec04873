import { Radio, Stack, Text } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelIndex } from '../../contracts';
import { formatCompact, formatCount } from '../../locales/format';
import { cost } from '../../network/cost';
import { chooseFiles } from '../chooseFiles';
import { useAppState, useSession } from '../context';
import { toProblem } from '../../engine/problem';
import { notify, reportProblem } from '../report';
import { isUnnamed, NAMES_FROM } from '../hub/imagenet';
import { usePlan } from '../selectors';
import { Correction } from './Correction';

export type OpensDialog = 'cardOpen' | 'storageOpen' | 'networkOpen' | 'comparison';

const OWN = '…own';

function Choice({ index }: { index: ModelIndex }) {
  const { t } = useTranslation();
  const session = useSession();
  const source = useAppState((state) => state.source) ?? { id: index.default };
  const own = useAppState((state) => (state.source && 'files' in state.source ? state.manifest?.name : undefined));
  return (
    <Radio.Group label={t('network.title')} value={'id' in source ? source.id : OWN} onChange={(id) => void session.openNetwork({ id }).catch(() => {})}>
      <Stack gap={6} my={6}>
        {index.models.map(({ id, name }) => (
          <Radio key={id} size="xs" value={id} label={name} />
        ))}
        {'files' in source && <Radio size="xs" value={OWN} label={own ?? t('network.opening', { name: source.files[0]?.name })} />}
      </Stack>
    </Radio.Group>
  );
}

/** The app's own networks to choose from, what the one on screen costs, and the way to open another. */
export function NetworkChoice({ onOpen }: { onOpen: (dialog: OpensDialog) => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const manifest = useAppState((state) => state.manifest);
  const [index, setIndex] = useState<ModelIndex>();
  const plan = usePlan();
  const total = useMemo(() => plan && cost(plan).total, [plan]);
  useEffect(() => {
    session.networks().then(setIndex, (error: unknown) => reportProblem(toProblem(error)));
  }, [session]);
  const namedBy = (file: Promise<File>, blamed?: string) => {
    file.then(session.nameClasses).then(() => notify({ message: t('network.named') }), (error: unknown) => reportProblem(toProblem(error), blamed));
  };
  const name = () => chooseFiles('.txt,.json', ([file]) => {
    if (file) namedBy(Promise.resolve(file), file.name);
  });
  return (
    <Stack gap={4}>
      {index && <Choice index={index} />}
      {manifest && total && (
        <Text size="xs">
          {t('engine.parameters', { value: formatCount(total.parameters) })} · {t('engine.macs', { value: formatCompact(total.macs) })}
        </Text>
      )}
      {manifest?.licence && (
        <Text size="xs" c="dimmed">
          {manifest.licence}
        </Text>
      )}
      {manifest?.recognised === undefined ? (
        <button type="button" className="link small" onClick={() => onOpen('cardOpen')}>
          {t('card.open')}
        </button>
      ) : (
        <>
          <Correction manifest={manifest} />
          <button type="button" className="link small" onClick={name}>
            {t('network.names')}
          </button>
          {isUnnamed(manifest) && (
            <button type="button" className="link small" title={t('hub.imagenetTip', NAMES_FROM)} onClick={() => namedBy(session.hub().then((hub) => hub.names()))}>
              {t('hub.imagenet')}
            </button>
          )}
        </>
      )}
      <button type="button" className="link small" onClick={() => onOpen('networkOpen')}>
        {t('network.open')}
      </button>
      <button type="button" className="link small" onClick={() => onOpen('comparison')}>
        {t('pair.open')}
      </button>
    </Stack>
  );
}
