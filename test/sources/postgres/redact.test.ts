import { expect, test } from "vitest";
import { redactStatement } from "../../../src/sources/postgres/redact-statement.ts";
import { isSensitiveSetting, redactText } from "../../../src/sources/postgres/redact-text.ts";

const CANARY = "hunter2";

test.each([
  `ALTER ROLE app PASSWORD '${CANARY}'`,
  `ALTER ROLE app PASSWORD E'${CANARY}'`,
  `ALTER ROLE app PASSWORD E'it\\'s ${CANARY}'`,
  `ALTER ROLE app PASSWORD 'it''s ${CANARY}'`,
  `ALTER ROLE app PASSWORD 'it\\'s ${CANARY}'`,
  `ALTER ROLE app PASSWORD $$${CANARY}$$`,
  `ALTER ROLE app PASSWORD $tag$${CANARY}$tag$`,
  `/* it's */ ALTER ROLE app PASSWORD '${CANARY}'`,
  `/* /* it's */ ' */ ALTER ROLE app PASSWORD '${CANARY}'`,
  `-- don't\nALTER ROLE app PASSWORD '${CANARY}'`,
  `ALTER ROLE "o'brien" PASSWORD '${CANARY}'`,
  `ALTER ROLE app PASSWORD '${CANARY}`,
  `SELECT dblink_connect('host=db password=${CANARY}')`,
  `SELECT * FROM dblink('postgresql://app:${CANARY}@db/x', 'select 1') AS t(a int)`,
  `SELECT 1 WHERE a = 'C:\\' AND b = '${CANARY}'`,
  `CREATE USER MAPPING FOR app SERVER s OPTIONS (user 'app', password '${CANARY}')`,
  `COPY t FROM PROGRAM 'curl -u app:${CANARY} https://db'`,
  `DO $body$ BEGIN PERFORM dblink('password=${CANARY}', 'x'); END $body$`,
  `/* PGPASSWORD=${CANARY} */ SELECT 1`,
])("%s", (query) => {
  expect(redactStatement(query)).not.toContain(CANARY);
});

test("what is no literal stays as it is", () => {
  const query = `select $1 AS "<img src='x'>", a$b$c /* {it's} */ from "t""x" where password = $2 -- 'that'`;
  expect(redactStatement(query)).toBe(query);
});

test.each([
  [`postgresql://app:${CANARY}@db:5432/x`, "postgresql://app:…@db:5432/x"],
  [`postgresql://app:${CANARY}@odd@db/x`, "postgresql://app:…@db/x"],
  [`host=db password=${CANARY} user=app`, "host=db password=… user=app"],
  [`host=db sslpassword='${CANARY} \\' two' user=app`, "host=db sslpassword=… user=app"],
  [`db_password: ${CANARY}`, "db_password: …"],
  [`PASSWORD '${CANARY}'`, "PASSWORD '…'"],
  ["Password hashes, and when a token was last used", "Password hashes, and when a token was last used"],
])("%s", (text, expected) => {
  expect(redactText(text)).toBe(expected);
});

test.each(["primary_conninfo", "archive_command", "app.jwt_secret", "ssl_key_file", "ldap.bind_password"])(
  "%s is a sensitive setting",
  (name) => {
    expect(isSensitiveSetting(name)).toBe(true);
  },
);

test("password_encryption names a method", () => {
  expect(isSensitiveSetting("password_encryption")).toBe(false);
});
