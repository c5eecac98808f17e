"""The graph as pages: one self-contained explorer, its charts, and the server that gives both to a browser."""

from kg.web.charts import all_charts, chart, known, titles
from kg.web.dataset import Chart, Row, dataset
from kg.web.page import page

__all__ = ["Chart", "Row", "all_charts", "chart", "dataset", "known", "page", "titles"]
