import { expect, test } from 'vitest';
import { answersOf } from './answers';

const candidate = (at: number, text = String(at)) => ({ at, text, why: `why ${at}` });

test('in order, with one right answer and none that reads like another', () => {
  const answers = answersOf(candidate(3), [candidate(5), candidate(1), candidate(3.0001, '3'), candidate(5.0001, '5'), candidate(NaN)]);
  expect(answers?.map(({ text, right }) => [text, right])).toEqual([['1', false], ['3', true], ['5', false]]);
});

test('no question where all answers read alike', () => {
  expect(answersOf(candidate(3), [candidate(3.0001, '3')])).toBeUndefined();
});
