/** Files that people put into forms. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Refusal } from '../../src/chat/reply.ts';
import { uploadAt, uploadOf } from '../../src/chat/uploading.ts';

const BYTES = Buffer.from('What is 2+2? {=4 ~5}');
/** A place where files are kept; `/away` leads elsewhere, `/gone` knows nothing. */
const server = createServer((request, response) => {
  if (request.url === '/away') response.writeHead(302, { location: '/file' }).end();
  else if (request.url === '/gone') response.writeHead(404).end('gone');
  else if (request.headers.authorization === 'Bearer wrong') response.writeHead(401).end();
  else response.writeHead(200).end(BYTES);
});
let host: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const at = (path: string, more: { hosts?: readonly string[]; headers?: Record<string, string> } = {}) => {
  const onFault = vi.fn<(error: unknown) => void>();
  const upload = uploadAt(
    { name: 'a.gift', address: path.includes(':') ? path : `http://${host}${path}` },
    {
      hosts: [host],
      onFault,
      ...more,
    },
  );
  return { upload, onFault };
};

test('what is here already has its bytes, up to a limit that is told in numbers', async () => {
  expect(await uploadOf('a.gift', BYTES).read(100)).toEqual(BYTES);
  await expect(uploadOf('a.gift', Buffer.alloc(3_000)).read(2_048)).rejects.toThrow(
    'That file is too large for me: 3 KB, at most 2 KB.',
  );
});

describe('a file that a platform keeps', () => {
  test('is fetched when it is wanted', async () => {
    const { upload, onFault } = at('/file');
    expect(Buffer.from(await upload.read(100))).toEqual(BYTES);
    expect(onFault).not.toHaveBeenCalled();
  });

  test('not at all when the platform says that it is too large', async () => {
    const onFault = vi.fn<(error: unknown) => void>();
    const kept = { name: 'a.gift', address: 'http://nowhere.example/', size: 3_000 };
    await expect(uploadAt(kept, { hosts: [], onFault }).read(2_048)).rejects.toThrow('3 KB, at most 2 KB');
    expect(onFault).not.toHaveBeenCalled();
  });

  test('no further than to the limit', async () => {
    const { upload, onFault } = at('/file');
    await expect(upload.read(BYTES.length - 1)).rejects.toThrow(/too large/u);
    expect(onFault).not.toHaveBeenCalled();
  });

  test.each([
    ['from another host', 'http://169.254.169.254/latest/meta-data', {}],
    ['from a host that only begins like it', 'http://files.example.evil/x', { hosts: ['files.example'] }],
    ['from a file of the machine', 'file:///etc/passwd', {}],
    ['by no address at all', 'nonsense:', {}],
    ['by way of another address', '/away', {}],
    ['that is not there', '/gone', {}],
    ['without the right', '/file', { headers: { authorization: 'Bearer wrong' } }],
  ])('is not fetched %s: kind words, and the operator is told why', async (_, path, more) => {
    const { upload, onFault } = at(path, more);
    const refused = await upload.read(100).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refusal);
    expect(String(refused)).toContain('paste its text instead');
    expect(onFault).toHaveBeenCalledTimes(1);
  });
});
