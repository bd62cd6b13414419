/**
 * A Python program at the other end of a pipe: a line of JSON there, a line of JSON back, in order.
 *
 * @module
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** An answer, after its `error` has been looked at. */
export type Answer = Readonly<Record<string, unknown>>;

/** A running program. */
export interface PythonProcess {
  /** The line that it wrote unasked. */
  readonly greeting: Answer;
  /**
   * Asks, and waits for the answer.
   *
   * @throws Error with the program's own words, or how it ended.
   */
  readonly ask: (request: object) => Promise<Answer>;
  /** Lets it end, and waits until it has. */
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Starts a program.
 *
 * @param python The command that runs Python.
 * @throws Error when it does not start, or greets with an error.
 */
export async function startPython(python: string, script: string): Promise<PythonProcess> {
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting: Waiting[] = [];
  let ended: Error | undefined;
  const end = (error: Error) => {
    ended ??= error;
    for (const { reject } of waiting.splice(0)) reject(ended);
  };
  const next = () =>
    new Promise<Answer>((resolve, reject) => {
      if (ended) reject(ended);
      else waiting.push({ resolve, reject });
    });
  child.on('error', end);
  child.stdin.on('error', end); // a pipe that breaks while a request is written
  const closed = new Promise<void>((resolve) =>
    child.on('close', (code, signal) => {
      end(new Error(`${python} ended ${code === null ? `by ${signal}` : `with exit code ${code}`}`));
      resolve();
    }),
  );
  createInterface(child.stdout).on('line', (line) => {
    const asked = waiting.shift();
    if (!asked) return end(new Error(`${python} said something unasked: ${line.slice(0, 200)}`));
    try {
      const answer = JSON.parse(line) as Answer;
      if (typeof answer.error === 'string') asked.reject(new Error(answer.error));
      else asked.resolve(answer);
    } catch {
      asked.reject(new Error(`${python} answered what is not JSON: ${line.slice(0, 200)}`));
    }
  });
  const greeting = await next().catch((error: unknown) => {
    child.stdin.end();
    throw error;
  });
  return {
    greeting,
    ask(request) {
      const answer = next();
      if (!ended) child.stdin.write(`${JSON.stringify(request)}\n`);
      return answer;
    },
    close() {
      child.stdin.end();
      return closed;
    },
  };
}
