import { decodeBase64Url } from '../bytes';
import { isLabel } from './labels';

// Readers of parsed JSON: each gives the value in its type, or null where it is anything else.

/** An object of just these fields. */
export function fieldsOf(value: unknown, names: readonly string[]): Record<string, unknown> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const keys = Object.keys(value);
  const exact = keys.length === names.length && names.every((name) => Object.hasOwn(value, name));
  return exact ? (value as Record<string, unknown>) : null;
}

/** A list of `min` to `max` elements, each of which can be read. */
export function listOf<T>(
  value: unknown,
  min: number,
  max: number,
  read: (element: unknown) => T | null,
): T[] | null {
  if (!Array.isArray(value) || value.length < min || value.length > max) return null;
  const elements: T[] = [];
  for (const element of value) {
    const one = read(element);
    if (one === null) return null;
    elements.push(one);
  }
  return elements;
}

/** 16 bytes, as base64url. */
export function idOf(value: unknown): string | null {
  return bytesOf(value, 16) === null ? null : (value as string);
}

export function bytesOf(value: unknown, sizeBytes: number): Uint8Array<ArrayBuffer> | null {
  if (typeof value !== 'string' || value.length !== Math.ceil((sizeBytes * 4) / 3)) return null;
  return decodeBase64Url(value);
}

export function labelOf(value: unknown, max: number, required: boolean): string | null {
  return typeof value === 'string' && isLabel(value, max, required) ? value : null;
}

export function countOf(value: unknown, min: number, max: number): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max ? value : null;
}

export function areDistinct(ids: readonly string[]): boolean {
  return new Set(ids).size === ids.length;
}

/** Null for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
