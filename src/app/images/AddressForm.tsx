import { Button, Progress, Text, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pictureAddress } from '../../data/fetchPicture';
import { toProblem } from '../../engine/problem';
import { formatPercent } from '../../locales/format';
import { useSession } from '../context';
import { reportProblem } from '../report';

/** A picture from another site. Nothing is fetched before the person says so here, by the button or Enter. */
export function AddressForm({ text, onText, onDone }: { text: string; onText: (text: string) => void; onDone: () => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const [wrong, setWrong] = useState(false);
  const [fetching, setFetching] = useState<{ host: string; share?: number }>();
  const stop = useRef<AbortController>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => () => stop.current?.abort(), []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const address = pictureAddress(text);
    setWrong(!address);
    if (!address) return;
    const controller = new AbortController();
    stop.current = controller;
    const { host } = address;
    setFetching({ host });
    try {
      await session.addFrom(address, (bytes, total) => setFetching({ host, share: total > 0 ? bytes / total : undefined }), controller.signal);
      onDone();
    } catch (error) {
      const problem = toProblem(error);
      if (problem.code !== 'cancelled') reportProblem(problem);
    } finally {
      setFetching(undefined);
    }
  };

  return (
    <form className="addressForm" onSubmit={(event) => void submit(event)} noValidate>
      <TextInput
        ref={field}
        size="xs"
        type="url"
        inputMode="url"
        autoComplete="off"
        label={t('sources.form.label')}
        placeholder={t('sources.form.placeholder')}
        value={text}
        error={wrong && t('sources.form.none')}
        disabled={fetching !== undefined}
        onChange={(event) => {
          setWrong(false);
          onText(event.currentTarget.value);
        }}
      />
      {fetching ? (
        <div className="busy" role="status">
          <Progress value={100 * (fetching.share ?? 0)} size="sm" aria-hidden />
          <Text size="xs" c="dimmed">
            {fetching.share === undefined
              ? t('sources.form.fetching', { host: fetching.host })
              : t('sources.form.fetchingPart', { host: fetching.host, percent: formatPercent(fetching.share, 0) })}
          </Text>
          <Button variant="default" size="compact-xs" onClick={() => stop.current?.abort()}>
            {t('common.cancel')}
          </Button>
        </div>
      ) : (
        <>
          <Text size="xs" c="dimmed">
            {t('sources.form.note')}
          </Text>
          <div className="formButtons">
            <Button type="submit" size="compact-sm">
              {t('sources.form.fetch')}
            </Button>
            <Button variant="subtle" color="gray" size="compact-sm" onClick={onDone}>
              {t('common.cancel')}
            </Button>
          </div>
        </>
      )}
    </form>
  );
}
