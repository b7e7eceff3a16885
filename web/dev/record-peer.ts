import { decodeBase64Url } from '../src/e2ee/bytes';
import { check } from '../src/e2ee/record/check';

/*
 * The page's check of a meeting's record, for the tests of another implementation (interop/). A request is a code and a file in
 * base64url, with a space between; the answer is the verdict as JSON, or null where the file cannot be read.
 */

export async function answer(line: string): Promise<string> {
  const [code, file] = line.split(' ');
  const bytes = decodeBase64Url(file ?? '');
  if (code === undefined || bytes === null) throw new Error('no code and file');
  return JSON.stringify(await check(bytes, code));
}
