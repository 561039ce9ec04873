import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HUGGING_FACE } from '../../data/hub';
import type { HubNetworks } from './hub';

/** Where the hub is asked: itself, or a mirror. */
export function Endpoint({ hub, endpoint, disabled }: { hub: HubNetworks; endpoint: string; disabled: boolean }) {
  const { t } = useTranslation();
  const [text, setText] = useState(endpoint);
  const [wrong, setWrong] = useState(false);
  const set = (address: string) => {
    const right = hub.setEndpoint(address);
    setWrong(!right);
    if (right) setText(hub.state.getState().endpoint);
  };
  return (
    <details className="hubEndpoint">
      <summary>{t('hub.endpoint')}</summary>
      <form
        className="hubOther"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          set(text);
        }}
      >
        <TextInput
          size="xs"
          label={t('hub.endpointLabel')}
          value={text}
          error={wrong && t('problem.hub.endpoint', { address: text })}
          disabled={disabled}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setWrong(false);
            setText(event.currentTarget.value);
          }}
        />
        <Button type="submit" size="xs" variant="default" disabled={disabled}>
          {t('hub.endpointSet')}
        </Button>
        <Button size="xs" variant="subtle" disabled={disabled} onClick={() => set(HUGGING_FACE)}>
          {t('hub.endpointReset')}
        </Button>
      </form>
      <p className="note">{t('hub.endpointNote')}</p>
    </details>
  );
}
