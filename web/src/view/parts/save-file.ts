/** Hands a file to the browser, which asks or keeps it as it does. */
export function saveFile(content: string | Uint8Array<ArrayBuffer> | Blob, type: string, name: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
