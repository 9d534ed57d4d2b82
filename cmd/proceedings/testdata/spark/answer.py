"""Answers the questions of this folder by Apache Spark from an export of records.

Usage: answer.py EXPORT AS_OF PERIOD_END. Every table of the export is a view of its name, read as Spark reads a folder of
Parquet files: columns of partitions from the names of folders. Prints one JSON object: for each file NAME.sql its columns
and rows, every value as text (None where there is none).
"""

import datetime
import json
import pathlib
import sys

from pyspark.sql import SparkSession


def main(export, as_of, to):
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.memory", "1g")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.session.timeZone", "UTC")
        # Little data: to compile and to optimise what runs once takes longer than to run it.
        .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.adaptive.enabled", "false")
        # Small files: the driver lists and reads many of them itself rather than start a job for each table.
        .config("spark.sql.sources.parallelPartitionDiscovery.threshold", "100000")
        .config("spark.sql.files.openCostInBytes", "10000")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )
    described = json.loads((export / "datapackage.json").read_text("utf-8"))
    for table in described["resources"]:
        frame = spark.read.parquet(str(export / table["name"])).cache()
        if frame.count() != table["rows"]:
            sys.exit(f"{table['name']}: Spark reads {frame.count()} rows, the descriptor says {table['rows']}")
        if set(frame.columns) != {field["name"] for field in table["schema"]["fields"]}:
            sys.exit(f"{table['name']}: Spark reads the columns {frame.columns}")
        frame.createOrReplaceTempView(table["name"])
    answers = {}
    for question in sorted(pathlib.Path(__file__).parent.glob("*.sql")):
        text = question.read_text("utf-8")
        args = {name: day for name, day in (("as_of", as_of), ("to", to)) if f":{name}" in text}
        answer = spark.sql(text, args=args)
        rows = [[None if v is None else str(v) for v in row] for row in answer.collect()]
        answers[question.stem] = {"columns": answer.columns, "rows": rows}
    json.dump(answers, sys.stdout)


main(pathlib.Path(sys.argv[1]), *(datetime.date.fromisoformat(day) for day in sys.argv[2:4]))
