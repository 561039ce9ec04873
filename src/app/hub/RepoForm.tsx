import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { repoOf } from '../../data/hub';

interface RepoFormProps {
  kind: 'network' | 'data set';
  label: string;
  disabled: boolean;
  onLook: (repo: string) => void;
}

/** A repository by name, or by the address of one of its pages. */
export function RepoForm({ kind, label, disabled, onLook }: RepoFormProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const repo = repoOf(text, kind);
    setWrong(repo === undefined);
    if (repo !== undefined) onLook(repo);
  };
  return (
    <form className="hubOther" onSubmit={submit} noValidate>
      <TextInput
        size="xs"
        label={label}
        placeholder={t('hub.otherForm')}
        autoComplete="off"
        spellCheck={false}
        value={text}
        error={wrong && t('hub.noRepo')}
        disabled={disabled}
        onChange={(event) => {
          setWrong(false);
          setText(event.currentTarget.value);
        }}
      />
      <Button type="submit" size="xs" variant="default" disabled={disabled || text.trim() === ''}>
        {t('hub.look')}
      </Button>
    </form>
  );
}
