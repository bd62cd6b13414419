import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { startPython, type PythonProcess } from '../../src/python/python-process.ts';

let talker: PythonProcess | undefined;
const startTalker = async () => (talker = await startPython(process.execPath, join(__dirname, 'talker.mjs')));
afterEach(async () => {
  await talker?.close();
  talker = undefined;
});

test('answers belong to their questions, also when several are asked at once', async () => {
  const { greeting, ask } = await startTalker();
  expect(greeting).toEqual({ version: '1.2.3' });
  const asked = ['one', 'two', 'three'].map((what) => ask({ do: 'repeat', what }));
  expect(await Promise.all(asked)).toEqual([{ what: 'one' }, { what: 'two' }, { what: 'three' }]);
});

test('an error comes with the program’s own words, and the program goes on', async () => {
  const { ask } = await startTalker();
  await expect(ask({ do: 'fail' })).rejects.toThrow('ValueError: as asked');
  expect(await ask({ do: 'repeat', what: 'still here' })).toEqual({ what: 'still here' });
});

test('a program that ends leaves nobody waiting', async () => {
  const { ask } = await startTalker();
  const asked = [ask({ do: 'end' }), ask({ do: 'repeat' })];
  for (const one of asked) await expect(one).rejects.toThrow('ended with exit code 3');
  await expect(ask({ do: 'repeat' })).rejects.toThrow('ended with exit code 3');
});

test('an answer that is not JSON is shown', async () => {
  const { ask } = await startTalker();
  await expect(ask({ do: 'babble' })).rejects.toThrow('answered what is not JSON: Segmentation fault');
});

test('a program that greets with an error does not start', async () => {
  const started = startPython(process.execPath, join(__dirname, 'lacking.mjs'));
  await expect(started).rejects.toThrow("No module named 'torch'");
});
