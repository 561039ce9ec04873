import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { Problem } from '../contracts';
import { toProblem } from '../engine/problem';
import { chooseFiles, chooseFolder } from './chooseFiles';
import './openFiles.css';
import { problemSentence } from './report';

interface OpenFilesProps {
  words: { intro: string; files: string; folder: string; drop: string };
  opening: (name: string) => string;
  /** File endings and types that are offered. */
  accept: string;
  /** What is taken, one line each. */
  lines: readonly string[];
  open: (files: File[]) => Promise<void>;
}

/** Chooses files or a folder and opens them; while that lasts it says so, and what went wrong stands below. */
export function OpenFiles({ words, opening, accept, lines, open }: OpenFilesProps) {
  const [name, setName] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const chosen = (files: File[]) => {
    if (files.length === 0) return;
    setName(files[0]!.name);
    setProblem(undefined);
    open(files)
      .catch((error: unknown) => setProblem(toProblem(error)))
      .finally(() => setName(undefined));
  };
  return (
    <>
      <p>{words.intro}</p>
      <Group gap="xs">
        <Button size="compact-md" loading={name !== undefined} onClick={() => chooseFiles(accept, chosen)}>
          {words.files}
        </Button>
        <Button size="compact-md" variant="default" disabled={name !== undefined} onClick={() => chooseFolder(chosen)}>
          {words.folder}
        </Button>
        <span className="note">{words.drop}</span>
      </Group>
      <ul className="accepts">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p role="status" className="note">
        {name !== undefined && opening(name)}
      </p>
      {problem && (
        <p className="bad" role="alert">
          {problemSentence(problem)}
        </p>
      )}
    </>
  );
}
