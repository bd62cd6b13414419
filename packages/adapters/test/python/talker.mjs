// A program to talk to: it greets, repeats, fails, ends, or says what is not JSON.
import { createInterface } from 'node:readline';

const answer = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const replies = {
  repeat: ({ what }) => answer({ what }),
  fail: () => answer({ error: 'ValueError: as asked' }),
  end: () => process.exit(3),
  babble: () => process.stdout.write('Segmentation fault\n'),
};

answer({ version: '1.2.3' });
createInterface(process.stdin).on('line', (line) => {
  const request = JSON.parse(line);
  replies[request.do](request);
});
