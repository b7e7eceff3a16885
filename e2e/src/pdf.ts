import { constants, deflateRawSync, deflateSync } from 'node:zlib';

/** PDFs that are made for a test: honest ones, and such as are made to hurt. */
interface Parts {
  /** Of the page's content. */
  content?: Buffer;
  contentFilter?: string;
  mediaBox?: string;
  /** More of the catalogue. */
  catalogue?: string;
  /** More of the page. */
  page?: string;
  pages?: number;
  /** Objects besides, the first of which has the number 5 + pages. */
  more?: readonly Buffer[];
  /** Of each page, instead of the one content. */
  contents?: (page: number) => string;
}

const TEXT = (text: string) => Buffer.from(`BT /F1 24 Tf 40 760 Td (${text}) Tj ET`);

export function pdf(parts: Parts = {}): Buffer {
  const { content = Buffer.alloc(0), contentFilter = '', mediaBox = '[0 0 595 842]', pages = 1 } = parts;
  const kids = Array.from({ length: pages }, (_, i) => `${5 + i} 0 R`);
  const objects: Buffer[] = [
    Buffer.from(`<< /Type /Catalog /Pages 2 0 R ${parts.catalogue ?? ''} >>`),
    Buffer.from(`<< /Type /Pages /Count ${pages} /Kids [${kids.join(' ')}] >>`),
    Buffer.from('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'),
    Buffer.concat([
      Buffer.from(`<< /Length ${content.length} ${contentFilter} >>\nstream\n`),
      content,
      Buffer.from('\nendstream'),
    ]),
    ...kids.map((_, i) =>
      Buffer.from(
        `<< /Type /Page /Parent 2 0 R /MediaBox ${mediaBox} /Contents ${parts.contents?.(i) ?? '4 0 R'} ` +
          `/Resources << /Font << /F1 3 0 R >> >> ${parts.page ?? ''} >>`,
      ),
    ),
    ...(parts.more ?? []),
  ];
  const pieces: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const places: number[] = [];
  let at = pieces[0]!.length;
  for (const [i, object] of objects.entries()) {
    places.push(at);
    const whole = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    pieces.push(whole);
    at += whole.length;
  }
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  pieces.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}` +
        `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(pieces);
}

export function honestPdf(text: string, pages = 2): Buffer {
  return pdf({ content: TEXT(text), pages });
}

const streamOf = (content: Buffer, more = ''): Buffer =>
  Buffer.concat([
    Buffer.from(`<< /Length ${content.length} ${more} >>\nstream\n`),
    content,
    Buffer.from('\nendstream'),
  ]);

/** Honest, and as large as papers may be: each page has its own content. */
export function thickPdf(sizeBytes: number): Buffer {
  const pages = 500;
  const line = '% kept open by day and by night\n';
  const lines = line.repeat(Math.floor((sizeBytes / pages - 400) / line.length));
  const more = Array.from({ length: pages }, (_, i) =>
    streamOf(Buffer.concat([TEXT(`page ${i + 1}`), Buffer.from(`\n${lines}`)])),
  );
  return pdf({ pages, more, contents: (page) => `${5 + pages + page} 0 R` });
}

/** 2 MB that are 2 GB once they are unpacked: one block again and again, which a stream may say. */
function bomb(): Buffer {
  const block = deflateRawSync(Buffer.alloc(64 << 20, ' '), { finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat([Buffer.from([0x78, 0x9c]), ...Array<Buffer>(32).fill(block), Buffer.from([3, 0, 0, 0, 0, 0])]);
}

/** Each with what opens it: whether a page is shown in the end, or it is said that it cannot be; or either. */
export const HOSTILE: Record<string, { make: () => Buffer; shown: boolean | 'either' }> = {
  hugePage: { make: () => pdf({ content: TEXT('huge'), mediaBox: '[0 0 1000000000 1000000000]' }), shown: true },
  thinPage: { make: () => pdf({ content: TEXT('thin'), mediaBox: '[0 0 1 1000000000]' }), shown: 'either' },
  manyPages: { make: () => honestPdf('one of many', 100_000), shown: true },
  deep: {
    make: () => pdf({ content: TEXT('deep'), page: `/Deep ${'['.repeat(200_000)}${']'.repeat(200_000)}` }),
    shown: 'either',
  },
  script: {
    make: () =>
      pdf({
        content: TEXT('script'),
        catalogue:
          "/OpenAction << /S /JavaScript /JS (app.alert\\('hurt'\\); window.hurt = true; this.hurt = true;) >>",
      }),
    shown: true,
  },
  address: {
    make: () =>
      pdf({
        content: TEXT('address'),
        catalogue: '/OpenAction << /S /URI /URI (http://hurt.example/) >>',
        page:
          '/AA << /O << /S /URI /URI (http://hurt.example/page) >> >> ' +
          '/Annots [ << /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << /S /URI /URI (http://hurt.example/link) >> >> ]',
      }),
    shown: true,
  },
  launch: {
    make: () =>
      pdf({
        content: TEXT('launch'),
        catalogue: '/OpenAction << /S /Launch /F (hurt.exe) /Win << /F (hurt.exe) /O (open) >> /NewWindow true >>',
      }),
    shown: true,
  },
  embedded: {
    make: () =>
      pdf({
        content: TEXT('embedded'),
        catalogue: '/Names << /EmbeddedFiles << /Names [(hurt.html) 6 0 R] >> >> /AF [6 0 R]',
        page: '/Annots [ << /Type /Annot /Subtype /FileAttachment /Rect [0 0 595 842] /FS 6 0 R >> ]',
        more: [
          Buffer.from('<< /Type /Filespec /F (hurt.html) /UF (hurt.html) /EF << /F 7 0 R >> >>'),
          streamOf(Buffer.from('<script>window.hurt = 1</script>'), '/Type /EmbeddedFile /Subtype /text#2Fhtml'),
        ],
      }),
    shown: true,
  },
  bomb: {
    make: () => pdf({ content: bomb(), contentFilter: '/Filter /FlateDecode' }),
    shown: 'either',
  },
  endless: {
    make: () =>
      pdf({
        content: deflateSync(Buffer.from('0 0 m 500 500 l S\n'.repeat(8_000_000)), { level: 1 }),
        contentFilter: '/Filter /FlateDecode',
      }),
    shown: 'either',
  },
};
