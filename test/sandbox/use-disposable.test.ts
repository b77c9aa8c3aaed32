import { expect, onTestFinished, test } from "vitest";
import { startSandbox, useDisposable } from "../../src/sandbox/index.ts";
import { ask } from "./ask.ts";

const DATABASES = "SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY 1";

test("a disposable server is left as it was found", async () => {
  const embedded = await startSandbox();
  onTestFinished(() => embedded.stop());
  const url = `postgresql://postgres@${encodeURIComponent(embedded.socketDirectory)}:5432/postgres`;
  const disposable = await useDisposable({ url });
  expect([disposable.major, disposable.version]).toEqual([embedded.major, embedded.version]);
  await ask(disposable, 'CREATE DATABASE "Quoted ""name"""');
  expect(await ask(disposable, "SELECT current_database()", 'Quoted "name"')).toEqual(['Quoted "name"']);
  await disposable.stop();
  expect(await ask(embedded, DATABASES)).toEqual(["postgres"]);
});

test("a server with databases of its own is refused unless it is named disposable, and keeps them", async () => {
  const embedded = await startSandbox();
  onTestFinished(() => embedded.stop());
  await ask(embedded, "CREATE DATABASE payroll");
  const connection = embedded.connection();
  await expect(useDisposable({ connection })).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringContaining("`payroll`"),
    hint: expect.stringContaining("postgres.disposable"),
  });
  const disposable = await useDisposable({ connection, named: true });
  await ask(disposable, "CREATE DATABASE scratch");
  await disposable.stop();
  expect(await ask(embedded, DATABASES)).toEqual(["payroll", "postgres"]);
});

test("a server that does not answer is named without its password", async () => {
  const refused = useDisposable({ url: "postgresql://postgres:hunter2@127.0.0.1:1/postgres" });
  await expect(refused).rejects.toMatchObject({ name: "UserError", message: expect.stringContaining("127.0.0.1") });
  await expect(refused).rejects.not.toThrow(/hunter2/);
});
