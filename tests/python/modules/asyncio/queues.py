# What the scheduler is made of, used in ways that it does not.
from _asyncio import Task, TaskQueue

q, other = TaskQueue(), TaskQueue()
tasks = [Task(i) for i in range(8)]
for time, task in zip((5, 3, 9, 3, 1, 7, (1 << 30) - 5, 2), tasks):
    q.push(task, time)
other.push(Task(9))
other.remove(tasks[4])
print(q.peek().coro, tasks[1].ph_key, tasks[0].state, tasks[0].data, tasks[0].done())  # expect: 6 3 True None False


def attempt(action):
    try:
        print(action())
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: q.push(tasks[6], 1))  # expect: RuntimeError the task is in a queue already
attempt(lambda: other.push(tasks[6], 1))  # expect: RuntimeError the task is in a queue already
attempt(lambda: q.push(None))  # expect: TypeError Task expected, not 'NoneType'
print(other.pop().coro)  # expect: 9
attempt(lambda: other.pop())  # expect: IndexError empty heap
other.remove(tasks[6])
q.remove(tasks[3])
q.remove(tasks[3])
q.remove(Task(99))
print([q.pop().coro for _ in range(7)], q.peek())  # expect: [6, 4, 7, 1, 0, 5, 2] None
attempt(lambda: tasks[0].cancel())  # expect: RuntimeError no event loop
attempt(lambda: next(iter(tasks[0])))  # expect: RuntimeError no event loop
tasks[0].state = None
tasks[0].data = StopIteration(4)
attempt(lambda: next(iter(tasks[0])))  # expect: StopIteration 4
attempt(lambda: setattr(tasks[0], "coro", 1))  # expect: AttributeError 'Task' object has no attribute 'coro'
