import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { type Answer, askHearing, type Problem, useAnswer } from '../api.ts';
import {
  type Around,
  type Choices,
  type Entry,
  firstChoices,
  mappingText,
  openIssues,
} from '../choices.ts';
import { download } from '../download.ts';
import { DropZone } from '../parts/DropZone.tsx';
import { ImportAround } from '../parts/ImportAround.tsx';
import { ImportFile } from '../parts/ImportFile.tsx';
import { ImportResult } from '../parts/ImportResult.tsx';
import { Refusal } from '../parts/Refusal.tsx';
import { type Sending, SendingList } from '../parts/SendingList.tsx';
import { Working } from '../parts/Working.tsx';
import { dropFile, newUploadId, sendFile } from '../upload.ts';

/** Files are brought, looked at, asked about and imported, all on one page. */
export function Import() {
  const bring = useBring();
  const { result, inspection } = bring;
  const isSample = useAnswer('overview', {}).data?.is_sample;
  if (result) {
    return <ImportResult answer={result} onMapping={bring.saveMapping} onMore={bring.startAnew} />;
  }
  return (
    <>
      <header>
        <p className="question">Bring data</p>
        <h1>
          {inspection
            ? lookedSentence(inspection, bring.choices, bring.isBusy)
            : 'Drop your CRM export here, and see what it is before anything is imported.'}
        </h1>
        <p className="lead">
          {bring.isBusy
            ? 'All of it is imported, or nothing. It goes on if you leave this page.'
            : inspection
              ? 'Nothing has been imported yet. Check what each file is, answer what is asked, then import all of them together.'
              : 'CSV and other text, Excel workbooks, Parquet, and zip archives of these. Salesforce and HubSpot exports are known by their headers; of any other file you say what it is, once.'}
        </p>
        {isSample && (
          <p className="meta">
            <span>
              This home holds a sample company. Do not mix your own data into it: start{' '}
              <code>sameboat serve --home FOLDER</code> for your own.
            </span>
          </p>
        )}
      </header>
      <div className={bring.isBusy ? 'busy' : ''} inert={bring.isBusy}>
        <DropZone isSmall={bring.sending.length > 0} onFiles={bring.add} />
        <SendingList sending={bring.sending} onDrop={bring.drop} />
      </div>
      {bring.isLooking && <Working what="Looking at the files" doing={bring.doing} />}
      {bring.problem && <Refusal problem={bring.problem} />}
      {inspection && <Looked {...bring} inspection={inspection} />}
    </>
  );
}

/** How many there are, and what is still to do; it follows what is answered. */
function lookedSentence(
  answer: Answer<'inspect-files'>,
  choices: Choices,
  isBusy: boolean,
): string {
  const rows = answer.files.reduce((sum, file) => sum + file.rows, 0);
  const open = openIssues(answer, choices).length;
  const counted = (count: number, one: string) =>
    `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;
  const left = open === 0 ? 'ready to be imported' : `${counted(open, 'question')} to answer`;
  const what = `${counted(answer.files.length, 'file')} with ${counted(rows, 'row')}`;
  return isBusy ? `Importing ${what}.` : `${what}: ${left}.`;
}

type Bring = ReturnType<typeof useBring>;

function Looked(props: Omit<Bring, 'inspection'> & { inspection: Answer<'inspect-files'> }) {
  const { inspection, choices } = props;
  const issues = props.hasTried ? openIssues(inspection, choices) : [];
  return (
    <>
      <div
        className={props.isBusy ? 'busy' : ''}
        inert={props.isBusy}
        aria-busy={props.isBusy || props.isLooking}
      >
        {inspection.files.map((file) => (
          <ImportFile
            key={file.file}
            file={file}
            entry={choices[file.file] ?? null}
            tables={inspection.tables}
            remembered={
              inspection.mapping_used.find((used) => used.file === file.file)?.mapping ?? null
            }
            onEntry={(entry) => props.choose(file.file, entry)}
          />
        ))}
        <section aria-label="What holds for all files">
          <ImportAround around={props.around} onChange={props.setAround} />
        </section>
      </div>
      {issues.length > 0 && (
        <div className="state" role="alert">
          <p>
            <b>Before it can be imported:</b>
          </p>
          <ul>
            {issues.map((issue) => (
              <li key={issue}>{issue}</li>
            ))}
          </ul>
        </div>
      )}
      {props.refusal && <Refusal problem={props.refusal} />}
      <p className="choices">
        <button
          type="button"
          className="button"
          aria-disabled={props.isBusy || props.isLooking}
          onClick={props.run}
        >
          {props.isBusy ? 'Importing …' : 'Import'}
        </button>
        <button type="button" className="pick" onClick={props.saveMapping}>
          Download mapping
        </button>
      </p>
      {props.isBusy && <Working what="Importing" doing={props.doing} />}
    </>
  );
}

/** The state of one set of files, from the first that is dropped to the answer of the import. */
function useBring() {
  const client = useQueryClient();
  const upload = useRef(newUploadId());
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const [inspection, setInspection] = useState<Answer<'inspect-files'> | null>(null);
  const [choices, setChoices] = useState<Choices>({});
  const [around, setAround] = useState<Around>({ source: '', exported: '' });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [refusal, setRefusal] = useState<Problem | null>(null);
  const [isLooking, setLooking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  /** Set at once, where the state of the page comes a moment later: two clicks are one import. */
  const isRunning = useRef(false);
  const [doing, setDoing] = useState('');
  const [hasTried, setTried] = useState(false);
  const [result, setResult] = useState<Answer<'import-files'> | null>(null);

  const patch = (name: string, change: Partial<Sending>) =>
    setSending((all) => all.map((each) => (each.name === name ? { ...each, ...change } : each)));

  const look = async () => {
    setLooking(true);
    setDoing('');
    setProblem(null);
    setRefusal(null);
    try {
      const answer = await askHearing('inspect-files', { upload: upload.current }, setDoing);
      setInspection(answer);
      // What was chosen stays for files that are still there.
      setChoices((chosen) => ({
        ...firstChoices(answer),
        ...Object.fromEntries(
          Object.entries(chosen).filter(([name]) => answer.files.some(({ file }) => file === name)),
        ),
      }));
      setAround((told) => ({
        source: told.source || (answer.source ?? ''),
        exported: told.exported || (answer.exported ?? ''),
      }));
    } catch (error) {
      setInspection(null);
      if ((error as Problem).code !== 'no_such_upload') setProblem(error as Problem);
    } finally {
      setLooking(false);
    }
  };

  const add = async (files: readonly File[]) => {
    const names = new Set(files.map(({ name }) => name));
    setChoices((chosen) =>
      Object.fromEntries(
        Object.entries(chosen).filter(([name]) => !names.has(name.split('#')[0] as string)),
      ),
    );
    setSending((all) => [
      ...all.filter(({ name }) => !names.has(name)),
      ...files.map(({ name, size }) => ({ name, size, share: 0, problem: null })),
    ]);
    for (const file of files) {
      await sendFile(upload.current, file, (share) => patch(file.name, { share })).then(
        () => patch(file.name, { share: 1 }),
        (error: Problem) => patch(file.name, { problem: error }),
      );
    }
    await look();
  };

  const drop = async (name: string) => {
    await dropFile(upload.current, name);
    setSending((all) => all.filter((each) => each.name !== name));
    await look();
  };

  const run = async () => {
    const isSending = sending.some(({ share, problem }) => share < 1 && !problem);
    if (isRunning.current || isLooking || isSending) return;
    setTried(true);
    setRefusal(null);
    if (!inspection || openIssues(inspection, choices).length > 0) return;
    isRunning.current = true;
    setBusy(true);
    setDoing('');
    try {
      const mapping = await mappingText(choices, around);
      const input = { upload: upload.current, mapping };
      setResult(await askHearing('import-files', input, setDoing));
      scrollTo(0, 0);
      await client.invalidateQueries();
    } catch (error) {
      setRefusal(error as Problem);
    } finally {
      isRunning.current = false;
      setBusy(false);
    }
  };

  const startAnew = () => {
    upload.current = newUploadId();
    setSending([]);
    setInspection(null);
    setChoices({});
    setAround({ source: '', exported: '' });
    setTried(false);
    setResult(null);
  };

  return {
    sending,
    inspection,
    choices,
    around,
    problem,
    refusal,
    isLooking,
    isBusy,
    doing,
    hasTried,
    result,
    add,
    drop,
    run,
    startAnew,
    setAround,
    choose: (name: string, entry: Entry | null) =>
      setChoices((chosen) => ({ ...chosen, [name]: entry })),
    saveMapping: async () => download('mapping.yaml', await mappingText(choices, around)),
  };
}
