import {
  type DuckDBConnection,
  DuckDBDecimalValue,
  DuckDBInstance,
  DuckDBListType,
  DuckDBListValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
  type DuckDBValueConverter,
} from '@duckdb/node-api';
import { OutOfResources, Stopped } from '../errors.ts';
import { translate } from './dialect.ts';
import { type Engine, execute, type Parameters, type QueryOptions, type Row } from './engine.ts';
import { type Statement, statement } from './statement.ts';

export interface DuckDbOptions {
  /** A file, or ':memory:'. */
  readonly path: string;
  readonly readOnly?: boolean;
  /** Such as '2GB'. */
  readonly memoryLimit?: string;
  readonly threads?: number;
  /** Milliseconds after which a statement is stopped; none when absent. */
  readonly timeout?: number;
  /** Where it may spill when memory is short. */
  readonly temporaryDirectory?: string;
}

/** Opens an embedded DuckDB. It never reaches for the network: extensions are neither loaded nor installed. */
export async function openDuckDb(options: DuckDbOptions): Promise<Engine> {
  const settings: Record<string, string> = {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  };
  if (options.readOnly) settings['access_mode'] = 'READ_ONLY';
  if (options.memoryLimit) settings['memory_limit'] = options.memoryLimit;
  if (options.threads) settings['threads'] = String(options.threads);
  if (options.temporaryDirectory) settings['temp_directory'] = options.temporaryDirectory;
  const instance = await DuckDBInstance.create(options.path, settings).catch(translateError);
  const engine = new DuckDb(instance, options.timeout ?? null);
  await execute(engine.query(statement('time zone', "set global timezone = 'UTC'")));
  return engine;
}

class DuckDb implements Engine {
  readonly #instance: DuckDBInstance;
  readonly #timeout: number | null;
  readonly #isSession: boolean;
  readonly #idle: DuckDBConnection[] = [];

  constructor(instance: DuckDBInstance, timeout: number | null, isSession = false) {
    this.#instance = instance;
    this.#timeout = timeout;
    this.#isSession = isSession;
  }

  session(): Engine {
    return new DuckDb(this.#instance, this.#timeout, true);
  }

  async *query(
    statement: Statement,
    parameters: Parameters = {},
    options: QueryOptions = {},
  ): AsyncIterable<readonly Row[]> {
    options.signal?.throwIfAborted();
    const connection = this.#idle.pop() ?? (await this.#instance.connect());
    const limit = options.timeout ?? this.#timeout;
    const interrupt = () => connection.interrupt();
    const timer = limit === null ? null : setTimeout(interrupt, limit);
    options.signal?.addEventListener('abort', interrupt, { once: true });
    try {
      const values = valuesFor(statement, parameters);
      const result = await connection.stream(translate(statement.sql, 'duckdb'), values);
      for await (const rows of result.yieldConvertedRowObjects(toPlain)) yield rows;
    } catch (error) {
      translateError(error);
    } finally {
      if (timer) clearTimeout(timer);
      options.signal?.removeEventListener('abort', interrupt);
      this.#idle.push(connection);
    }
  }

  async append(
    table: string,
    rows: Iterable<readonly (string | number | bigint | boolean | null)[]>,
  ): Promise<void> {
    const connection = this.#idle.pop() ?? (await this.#instance.connect());
    try {
      const appender = await connection.createAppender(table);
      for (const row of rows) {
        for (const value of row) {
          if (value === null) appender.appendNull();
          else appender.appendValue(value);
        }
        appender.endRow();
      }
      appender.closeSync();
    } catch (error) {
      translateError(error);
    } finally {
      this.#idle.push(connection);
    }
  }

  close(): void {
    for (const connection of this.#idle.splice(0)) connection.closeSync();
    if (!this.#isSession) this.#instance.closeSync();
  }
}

function valuesFor(statement: Statement, parameters: Parameters): Record<string, DuckDBValue> {
  const values: Record<string, DuckDBValue> = {};
  for (const name of statement.parameters) {
    const value = parameters[name];
    if (value === undefined) throw new Error(`${statement.name}: parameter $${name} is missing`);
    values[name] = value;
  }
  return values;
}

const toPlain: DuckDBValueConverter<unknown> = (value, type, converter) => {
  if (typeof value === 'bigint') return safeInteger(value);
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue) {
    return new Date(Number(value.micros / 1000n)).toISOString();
  }
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  if (value instanceof DuckDBListValue && type instanceof DuckDBListType) {
    return value.items.map((item) => converter(item, type.valueType, converter));
  }
  return typeof value === 'object' && value !== null ? String(value) : value;
};

function safeInteger(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number))
    throw new RangeError(`integer too large to hand over: ${value}`);
  return number;
}

/** What the engine says, as a problem that the caller can act on; anything else is a fault of ours. */
function translateError(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  if (/INTERRUPT Error|Interrupted/i.test(message)) {
    throw new Stopped({
      code: 'statement_stopped',
      message: 'The question took longer than the time-out, or was cancelled.',
      fix: 'Ask for a shorter period or fewer segments, or raise statement_timeout in settings.yaml.',
    });
  }
  if (/No space left|could not write|disk full|max_temp_directory_size/i.test(message)) {
    throw new OutOfResources({
      code: 'disk_full',
      message: 'The disk is full. Nothing was changed.',
      fix: 'Free some space where the home is, then run the same command again.',
    });
  }
  if (/Out of Memory Error/i.test(message)) {
    throw new OutOfResources({
      code: 'memory_limit',
      message: 'The question needs more memory than the limit allows. Nothing was changed.',
      fix: 'Raise memory_limit in settings.yaml, or ask for less at once.',
    });
  }
  throw error;
}
