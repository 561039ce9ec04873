import { Button, Group, Table, TextInput } from '@mantine/core';
import { memo, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { profileMemory } from '../../analysis/accumulate';
import type { Problem } from '../../contracts';
import { matchLabels } from '../../data/labelled/match';
import { toProblem } from '../../engine/problem';
import { formatBytes, formatCount } from '../../locales/format';
import type { LabelledState } from '../../store/store';
import { Choice } from '../Choice';
import { useClassName, useClassOptions } from '../classNames';
import { chooseFiles, chooseFolder } from '../chooseFiles';
import { useAppState, useSession } from '../context';
import { problemSentence } from '../report';
import { usePlan } from '../selectors';
import { Segments } from '../Segments';
import { setFiles } from '../take';
import { ACCEPTED } from './accepted';
import { imagesOf, isEnough } from './dataset';

/** So many rows at first: more are one click away. */
const ROWS = 60;
const NAMED = 5;

const focus = (input: HTMLInputElement | null): void => input?.focus();

interface RowProps {
  index: number;
  label: string;
  count: number;
  id: number | undefined;
  /** The class that the label matches by itself. */
  match: number | undefined;
  assign: (index: number, id: number | undefined) => void;
}

interface ChoiceProps {
  label: string;
  id: number | undefined;
  onChoose: (id: number | undefined) => void;
  onLeave: () => void;
}

/** Only where it is asked for: a thousand rows with a thousand classes each would take seconds. */
function ClassOf({ label, id, onChoose, onLeave }: ChoiceProps) {
  const { t } = useTranslation();
  const { options, filter } = useClassOptions();
  return (
    <Choice
      size="xs"
      searchable
      ref={focus}
      defaultDropdownOpened
      limit={50}
      aria-label={t('dataset.classOf', { label })}
      placeholder={t('images.labelPlaceholder')}
      filter={filter}
      nothingFoundMessage={t('images.noLabel')}
      data={options}
      value={id === undefined ? null : String(id)}
      onChange={(value) => onChoose(value === null ? undefined : Number(value))}
      onBlur={onLeave}
      comboboxProps={{ portalProps: { target: '.datasetAssign' } }}
    />
  );
}

const Row = memo(function Row({ index, label, count, id, match, assign }: RowProps) {
  const { t } = useTranslation();
  const name = useClassName();
  const [editing, setEditing] = useState(false);
  const choose = (chosen: number | undefined) => {
    setEditing(false);
    assign(index, chosen);
  };
  return (
    <Table.Tr data-unmatched={id === undefined || undefined}>
      <Table.Td>
        <input
          type="checkbox"
          aria-label={t('dataset.use', { label })}
          checked={id !== undefined}
          onChange={({ currentTarget: { checked } }) => (checked && match === undefined ? setEditing(true) : choose(checked ? match : undefined))}
        />
      </Table.Td>
      <Table.Td className="datasetLabel">{label}</Table.Td>
      <Table.Td className="number">{formatCount(count)}</Table.Td>
      <Table.Td>
        {editing ? (
          <ClassOf label={label} id={id} onChoose={choose} onLeave={() => setEditing(false)} />
        ) : (
          <button type="button" className="link" aria-label={`${t('dataset.classOf', { label })}: ${id === undefined ? t('dataset.choose') : name(id)}`} onClick={() => setEditing(true)}>
            {id === undefined ? t('dataset.choose') : name(id)}
          </button>
        )}
      </Table.Td>
    </Table.Tr>
  );
});

function useFound({ summary: { labels }, classes }: LabelledState, wanted: string, only: boolean): number[] {
  const name = useClassName();
  return useMemo(() => {
    const text = wanted.toLowerCase().trim();
    return labels.flatMap((label, i) => {
      const id = classes[i];
      if (only && id !== undefined) return [];
      return `${label} ${id === undefined ? '' : name(id)}`.toLowerCase().includes(text) ? [i] : [];
    });
  }, [labels, classes, name, wanted, only]);
}

function Labels({ dataset, matches }: { dataset: LabelledState; matches: readonly (number | undefined)[] }) {
  const { t } = useTranslation();
  const session = useSession();
  const [wanted, setWanted] = useState('');
  const unmatched = dataset.classes.some((id) => id === undefined);
  const [which, setWhich] = useState<'every' | 'onlyUnmatched'>('every');
  const [rows, setRows] = useState(ROWS);
  const found = useFound(dataset, wanted, which === 'onlyUnmatched');
  const { summary, classes } = dataset;
  const set = useCallback((next: LabelledState['classes']) => void session.dataset().then((open) => open.assign(next)), [session]);
  const assign = useCallback((index: number, id: number | undefined) => set(classes.map((before, i) => (i === index ? id : before))), [set, classes]);
  return (
    <>
      <Group gap="xs">
        <TextInput className="datasetFind" size="xs" aria-label={t('dataset.find')} placeholder={t('dataset.find')} value={wanted} onChange={({ currentTarget: { value } }) => setWanted(value)} />
        {(unmatched || which === 'onlyUnmatched') && <Segments label={t('dataset.which')} value={which} onChange={setWhich} options={{ every: t('dataset.every'), onlyUnmatched: t('dataset.onlyUnmatched') }} />}
        <button type="button" className="link small" onClick={() => set(matches)}>
          {t('dataset.useAll')}
        </button>
        <button type="button" className="link small" onClick={() => set(classes.map(() => undefined))}>
          {t('dataset.useNone')}
        </button>
      </Group>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls */}
      <div className="datasetTable" role="region" aria-label={t('dataset.table')} tabIndex={0}>
        <Table stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>
                <span className="visuallyHidden">{t('dataset.use', { label: '' })}</span>
              </Table.Th>
              <Table.Th>{t('dataset.label')}</Table.Th>
              <Table.Th className="number">{t('dataset.count')}</Table.Th>
              <Table.Th>{t('dataset.class')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.slice(0, rows).map((i) => (
              <Row key={i} index={i} label={summary.labels[i]!} count={summary.counts[i]!} id={classes[i]} match={matches[i]} assign={assign} />
            ))}
          </Table.Tbody>
        </Table>
        {found.length > rows && (
          <button type="button" className="link small" onClick={() => setRows(rows + 10 * ROWS)}>
            {t('dataset.more', { count: found.length - rows })}
          </button>
        )}
      </div>
    </>
  );
}

/** What a profile of the chosen classes takes, before it is begun. */
function Memory({ dataset }: { dataset: LabelledState }) {
  const { t } = useTranslation();
  const plan = usePlan();
  const halved = useAppState((state) => state.manifest?.files['profile.safetensors'] === undefined);
  const chosen = new Set(dataset.classes.filter((id) => id !== undefined)).size;
  const blocks = plan?.blocks.filter(({ id }) => plan.se.includes(id)) ?? [];
  if (!plan || chosen === 0 || blocks.length === 0) return null;
  const channels = blocks.map((block) => block.channels);
  const { sums, done } = profileMemory({ classes: plan.classes, withImages: chosen, channels, halved });
  return <p className="note">{t('dataset.memory', { sums: formatBytes(sums), done: formatBytes(done), classes: formatCount(chosen), channels: formatCount(channels.reduce((sum, count) => sum + count, 0)) })}</p>;
}

function Start({ dataset }: { dataset: LabelledState }) {
  const { t } = useTranslation();
  const session = useSession();
  const ready = useAppState((state) => state.ready);
  const { earlier = 0 } = dataset;
  const total = imagesOf(dataset);
  const run = (anew: boolean) => void session.dataset().then((open) => open.run(anew));
  const possible = isEnough(dataset);
  const say = earlier === total ? 'dataset.showResult' : 'dataset.goOn';
  return (
    <>
      {earlier > 0 && <p className="note">{t(earlier === total ? 'dataset.earlierAll' : 'dataset.earlier', { done: formatCount(earlier), total: formatCount(total) })}</p>}
      {!possible && <p className="note">{t('dataset.needs')}</p>}
      <Group gap="xs" mt={8}>
        <Button size="compact-md" disabled={!ready || !possible || dataset.running} onClick={() => run(false)}>
          {t(earlier > 0 ? say : 'dataset.start')}
        </Button>
        {earlier > 0 && (
          <Button size="compact-md" variant="default" disabled={!ready || !possible || dataset.running} onClick={() => run(true)}>
            {t('dataset.anew')}
          </Button>
        )}
        <Button size="compact-md" variant="subtle" onClick={() => void session.dataset().then((open) => open.close())}>
          {t('dataset.another')}
        </Button>
      </Group>
    </>
  );
}

/** More images for the same classes, from another folder or archive. */
function More({ dataset: { running } }: { dataset: LabelledState }) {
  const { t } = useTranslation();
  const session = useSession();
  const [name, setName] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const add = (files: File[]) => {
    if (files.length === 0) return;
    setName(files[0]!.name);
    setProblem(undefined);
    session
      .dataset()
      .then((open) => open.add(setFiles(files)))
      .catch((error: unknown) => setProblem(toProblem(error)))
      .finally(() => setName(undefined));
  };
  const disabled = running || name !== undefined;
  return (
    <>
      <Group gap="xs" className="datasetMore">
        <span className="note">{t('dataset.add')}</span>
        <button type="button" className="link small" disabled={disabled} onClick={() => chooseFiles(ACCEPTED, add)}>
          {t('dataset.files')}
        </button>
        <button type="button" className="link small" disabled={disabled} onClick={() => chooseFolder(add)}>
          {t('dataset.folder')}
        </button>
        <span className="note" role="status">
          {name !== undefined && t('dataset.opening', { name })}
        </span>
      </Group>
      {problem && (
        <p className="bad" role="alert">
          {problemSentence(problem)}
        </p>
      )}
    </>
  );
}

/** What the set holds, which class each label is, and what a pass over it takes. */
export function Assign({ dataset }: { dataset: LabelledState }) {
  const { t } = useTranslation();
  const { summary, classes } = dataset;
  const known = useAppState((state) => state.manifest?.classes);
  const matches = useMemo(() => matchLabels(summary.labels, known ?? []), [summary, known]);
  const unmatched = summary.labels.filter((_, i) => matches[i] === undefined && classes[i] === undefined);
  const names = unmatched.slice(0, NAMED).join(', ') + (unmatched.length > NAMED ? ' …' : '');
  return (
    <div className="datasetAssign">
      <h3>{summary.name}</h3>
      <p>
        {t('dataset.list', { images: formatCount(summary.images), labels: formatCount(summary.labels.length) })} {summary.leftOut > 0 && t('dataset.leftOut', { count: summary.leftOut })}
      </p>
      <More dataset={dataset} />
      <p className={unmatched.length > 0 ? 'bad' : 'good'}>{unmatched.length > 0 ? t('dataset.unmatched', { count: unmatched.length, labels: names }) : t('dataset.matched')}</p>
      <Labels dataset={dataset} matches={matches} />
      <p className="note">{t('dataset.chosen', { images: formatCount(imagesOf(dataset)), classes: formatCount(new Set(classes.filter((id) => id !== undefined)).size) })}</p>
      <Memory dataset={dataset} />
      <Start dataset={dataset} />
    </div>
  );
}
